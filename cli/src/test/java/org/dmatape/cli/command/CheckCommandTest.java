// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Main;
import org.dmatape.cli.Tapes;
import org.dmatape.cli.session.Session;
import org.dmatape.samples.RecordingTruth;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {

    @TempDir
    private static Path folder;

    private static String bugs;
    private static String clean;

    @BeforeAll
    static void importRecordings() {
        bugs = Tapes.of("bugs-612", folder);
        clean = Tapes.of("packed-612", folder);
    }

    @Test
    void tellsAPersonWhatWasFoundAndEndsWithTheVerdict() {
        Cli.Result result = Cli.run("check", bugs);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.messages()).isEmpty();
        assertThat(result.text())
                .startsWith(bugs + "\n")
                .contains("unmapped-access           error            6\n", """
                double-map                error            3
                shared-page               info             2
                unmap-unmapped            error            4
                unmap-size-mismatch       error            5
                unmap-direction-mismatch  error            6
                unmap-api-mismatch        error            2
                leaked-map                warning          4
                bypass                    info             1
                """);
        assertThat(result.text())
                .containsPattern("verdict: findings \\(\\d+ errors, 4 warnings, 3 notes; .* could not look\\)\n$");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bugs-612",
                "bugs-smmu-612",
                "bugs-stacks-612",
                "bugs-swiotlb-612",
                "maperror-612",
                "blk-bypass-612",
                "net-strict-73"
            })
    void jsonCarriesTheTruthOfARecording(String recording) throws IOException {
        RecordingTruth truth = ShippedRecordings.locate().truth(recording);

        Cli.Result result = Cli.run("check", Tapes.of(recording, folder), "--format", "json");

        JsonNode report = new JsonMapper().readTree(result.text());
        assertThat(report.path("schema").asText()).isEqualTo("dmatape.check/1");
        assertThat(report.path("verdict").asText()).isEqualTo(truth.verdict());
        truth.checks()
                .forEach((check, count) ->
                        assertThat(count(report, check)).as(check).isEqualTo(count));
    }

    @Test
    void aCleanTapeEndsWithZero() {
        Cli.Result result = Cli.run("check", clean);

        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).contains("verdict: clean (0 errors, 0 warnings, ");
    }

    @ParameterizedTest
    @CsvSource({"info, 1", "warning, 0", "error, 0", "never, 0"})
    void failOnDecidesWhatANoteIsWorth(String severity, int exitCode) {
        assertThat(Cli.run("check", clean, "--fail-on", severity).exitCode()).isEqualTo(exitCode);
    }

    @Test
    void neverFailingLooksAllTheSame() {
        Cli.Result result = Cli.run("check", bugs, "--fail-on", "never");

        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).contains("verdict: findings");
    }

    @Test
    void missingEvidenceIsInconclusive() {
        Cli.Result result = Cli.run("check", bugs, "--check", "sync-unmapped");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.text()).contains("sync-unmapped: no sync was recorded", "verdict: inconclusive");
    }

    @Test
    void whatWasLeftOutOfAFolderIsToldAtEveryCheck(@TempDir Path recordings) throws IOException {
        Files.copy(ShippedRecordings.locate().traceDat("bugs-612"), recordings.resolve("trace.dat"));
        Path log = Files.createFile(recordings.resolve("qemu.log"));

        for (int check = 1; check <= 2; check++) {
            assertThat(Cli.run("check", recordings.toString()).messages()).isEqualTo("dmatape: " + log + " is empty\n");
        }
        assertThat(Cli.run("check", "--quiet", recordings.toString()).messages())
                .isEmpty();
    }

    @Test
    void severalTapesShareOneExitCodeTheWorst() throws IOException {
        Cli.Result result = Cli.run("check", clean, bugs, "--format", "json");

        assertThat(result.exitCode()).isEqualTo(1);
        JsonNode reports = new JsonMapper().readTree(result.text());
        assertThat(reports).hasSize(2);
        assertThat(reports.get(1).path("tape").asText()).isEqualTo(bugs);
    }

    @Test
    void csvHasARowPerFinding() {
        Cli.Result result = Cli.run("check", bugs, "--check", "unmap-unmapped", "--format", "csv");

        assertThat(result.text().lines())
                .hasSize(5)
                .first()
                .isEqualTo("tape,check,severity,kind,device,ts_ns,cpu,dma_addr,phys_addr,size,count,message,events");
        assertThat(result.text()).contains("unmap-unmapped,error,never-mapped,0000:00:03.0,", ",0x1230000,");
    }

    @Test
    void theVerdictStandsWhenNobodyReadsTheReport() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Session session = Session.of(gone, new PrintWriter(Writer.nullWriter()), Map.of());

        assertThat(Main.run(new String[] {"check", bugs}, session)).isEqualTo(1);
        assertThat(Main.run(new String[] {"query", bugs, "double-map"}, session))
                .isZero();
    }

    @Test
    void filtersChooseAmongTheFindings() {
        assertThat(Cli.run("check", bugs, "--device", "0000:00:01.0").exitCode())
                .isZero();
        assertThat(Cli.run("check", bugs, "--device", "0000:00:03.0").exitCode())
                .isEqualTo(1);
        assertThat(Cli.run("check", bugs, "--from", "0s", "--to", "1ms").exitCode())
                .isZero();
        assertThat(Cli.run("check", bugs, "--from", "19757181306", "--check", "unmap-unmapped")
                        .text())
                .contains("unmap-unmapped  error            4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--device nvme0      | --device nvme0: no such device on this tape; there are 0000:00:01.0, 0000:00:02.0",
                "--cpu 7             | --cpu 7: this tape has nothing of that CPU; there are 0, 1",
                "--from 2m           | '2m' is no time",
                "--from 1000s        | --from: outside of this tape",
                "--to 17             | one with a unit (20ms, 1.5s) is counted from its begin",
                "--from 2ms --to 1ms | --from is later than --to",
                "--pid 4711  | --pid 4711: this tape has nothing of that thread; 'dmatape query TAPE tasks' lists",
                "--check double-mop  | there is no check 'double-mop'; did you mean double-map?",
                "--fail-on fatal     | 'fatal' is none of info, warning, error, never",
                "--older many        | 'many'",
                "--older -1          | --older -1",
                "--format xml        | 'xml' is none of table, json, jsonl, csv, arrow",
                "--colour            | '--colour' is not known here",
            })
    void whatCannotBeIsAUsageError(String option, String message) {
        String[] words = ("check " + bugs + " " + option).split(" +");

        Cli.Result result = Cli.run(words);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains(message).doesNotContain("\tat ");
        assertThat(result.text()).isEmpty();
    }

    @Test
    void aMissingTapeIsAUsageErrorAndAnUnreadableOneIsNot() {
        assertThat(Cli.run("check").exitCode()).isEqualTo(2);
        assertThat(Cli.run("check", folder.resolve("nowhere").toString()).exitCode())
                .isEqualTo(3);
    }

    private static long count(JsonNode report, String check) {
        return StreamSupport.stream(report.path("checks").spliterator(), false)
                .filter(node -> node.path("check").asText().equals(check))
                .mapToLong(node -> node.path("count").asLong())
                .findFirst()
                .orElse(0);
    }
}
