// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.cli.shell.TypedShell.CTRL_C;
import static org.dmatape.cli.shell.TypedShell.PREVIOUS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dmatape.cli.Tapes;
import org.jline.terminal.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The shell, typed at on a terminal.
@Timeout(120)
class SqlShellTest {

    private static final String TAKES_HOURS =
            "SELECT count() FROM range(1000000000) x, range(1000000) y WHERE hash(x.range + y.range) % 7 = 3;";

    @TempDir
    private static Path folder;

    private static String bugs;

    private TypedShell shell;

    @BeforeAll
    static void importRecording() {
        bugs = Tapes.ofTrace("bugs-612", folder);
    }

    @BeforeEach
    void open() throws IOException {
        shell = new TypedShell(bugs, Size.of(250, 24), Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        shell.close();
    }

    @Test
    void aWideTableIsMadeToFitUntilItShallNot() throws IOException {
        shell.close();
        shell = new TypedShell(bugs, Size.of(100, 60), Optional.empty());
        shell.types("SELECT * FROM dma_op ORDER BY event_id LIMIT 1;", "event_id");
        shell.awaits("made to fit the screen; .fit off lets wide tables be scrolled");
        shell.awaits("dmatape> ");

        shell.types(".fit off", "dmatape> ");
        shell.types("SELECT * FROM dma_op ORDER BY event_id LIMIT 1;", "q: back to the prompt");
        shell.types("q");
        shell.awaits("dmatape> ");
    }

    @Test
    void aStatementMayTakeSeveralLines() throws IOException {
        shell.types("SELECT op, count() AS operations", "->");
        shell.types("FROM dma_op GROUP BY op", "->");
        shell.types("ORDER BY operations DESC, op;", "operations");

        shell.awaits("map           154");
        shell.awaits("unmap         154");
        shell.awaits("dmatape> ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count() AS n FROM vq_seg\t;=>FROM vq_segment",
                "SELECT max(used_len\t) AS n FROM vq_op;=>used_length",
                "SELECT hex_a\t255) AS n;=>hex_address(255)",
                ".query unmap-si\t=>unmap-size-mismatch",
                ".sch\tdevi\t=>.schema device",
            })
    void tabCompletesNames(String typedAndShown) throws IOException {
        String[] parts = typedAndShown.split("=>");

        shell.types(parts[0], parts[1]);
        shell.awaits("dmatape> ");
    }

    @Test
    void addressesAndTimesGoBackIntoSql() throws IOException {
        shell.types("SELECT dma_addr, duration_ns FROM dma_op WHERE event_id = 36;", "0xffffb1f8   338.738 us");
        shell.types(
                "SELECT event_id FROM dma_op WHERE dma_addr = 0xffffb1f8 AND duration_ns = to_ns('338.738 us');",
                "event_id");
        shell.awaits("36");
    }

    @Test
    void controlCEndsTheStatementAndNotTheShell() throws IOException {
        shell.types(TAKES_HOURS, "Ctrl-C cancels");
        shell.types(CTRL_C);
        shell.awaits("cancelled");

        shell.types("SELECT 6 * 7 AS answer;", "answer");
        shell.awaits("42");
    }

    @Test
    void controlCDropsWhatWasTyped() throws IOException {
        shell.types("SELECT 'never", "->");
        shell.types(CTRL_C);
        shell.awaits("dmatape> ");

        shell.types("SELECT 6 * 7 AS answer;", "42");
        assertThat(shell.screen()).doesNotContain("Parser Error");
    }

    @Test
    void mistakesAreSaidAndOutlived() throws IOException {
        shell.types("SELECT nothing_like_it FROM dma_op;", "nothing_like_it");
        shell.types(".nonsense", "there is no command .nonsense; .help lists them");
        shell.types(".read /nowhere.sql", "/nowhere.sql: there is no such file or folder");
        shell.types(".query sync-unmapped", "cannot be answered from this tape");
        shell.types("SELECT * FROM read_text('/etc/hostname');", "disabled by configuration");
        shell.types("SET memory_limit = '1TB';", "locked");
        shell.types("SELECT 6 * 7 AS answer;", "42");
    }

    @Test
    void whatDoesNotFitTheScreenComesByThePage() throws IOException {
        shell.types("SELECT range AS n FROM range(500);", "q: back to the prompt");
        shell.types("q");
        shell.awaits("dmatape> ");

        shell.types(".pager off", "dmatape> ");
        shell.types("SELECT range AS n FROM range(500);", "499");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "csv", "json", "jsonl"})
    void textOfARecordingCannotSteerTheTerminal(String mode) throws IOException {
        shell.types(".mode " + mode, "dmatape> ");
        shell.types("SELECT chr(27) || ']0;pwned' AS comm, [chr(27) || ']0;pwned'] AS list;", "pwned");
        shell.types("SELECT error(chr(27) || ']0;pwned');", "dmatape> ");

        assertThat(shell.screen()).doesNotContain("\u001b]0;pwned");
    }

    @Test
    void anExportIsTheLastAnswerOnDisk() throws IOException {
        Path file = folder.resolve("exported.csv");

        shell.types(".export " + file, "there is nothing to export yet");
        shell.types("SELECT event_id, dma_addr FROM dma_op WHERE event_id = 36;", "0xffffb1f8");
        shell.awaits("dmatape> ");
        shell.types(".export " + file, "dmatape> ");
        shell.types(".export " + file, "exists already");

        assertThat(file).hasContent("event_id,dma_addr\r\n36,0xffffb1f8\r\n");
    }

    @Test
    void whatWasTypedIsThereNextTime() throws IOException {
        Path history = Files.createFile(folder.resolve("history"));
        try (TypedShell first = new TypedShell(bugs, Size.of(250, 24), Optional.of(history))) {
            first.types("SELECT 6 *", "->");
            first.types("7 AS answer;", "42");
        }
        try (TypedShell second = new TypedShell(bugs, Size.of(250, 24), Optional.of(history))) {
            second.types(PREVIOUS);
            second.awaits("7 AS answer;");
            second.types("\r");
            second.awaits("42");
        }
    }
}
