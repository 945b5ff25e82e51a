// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dmatape.cli.Cli;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.StandardStream;
import org.dmatape.cli.session.UsageException;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipedInputsTest {

    private static final Path RECORDING = ShippedRecordings.locate().traceDat("maperror-612");

    @TempDir
    private Path folder;

    @Test
    void aRecordingOnStandardInputIsReadAsIfItWereAFile() throws IOException {
        Path alone = Files.copy(RECORDING, folder.resolve("trace.dat")); // without what lies beside it
        try (InputStream bytes = Files.newInputStream(RECORDING);
                InputStream again = Files.newInputStream(RECORDING)) {
            Cli.Result piped = Cli.runWithInput(bytes, "check", "-");
            Cli.Result named = Cli.run("check", alone.toString(), "--no-cache");
            Cli.Result imported = Cli.runWithInput(
                    again, "import", "-", "-o", folder.resolve("x.tape").toString());

            assertThat(piped.text()).startsWith("standard input\n");
            assertThat(piped.text().lines().skip(1))
                    .containsExactlyElementsOf(named.text().lines().skip(1).toList());
            assertThat(piped.exitCode()).isEqualTo(named.exitCode()).isEqualTo(1);
            assertThat(imported.exitCode()).isZero();
        }
    }

    @Test
    void theTapeNamesThePipeAndNotTheFileItWasKeptIn() throws IOException {
        Path first = folder.resolve("first.tape");
        Path second = folder.resolve("second.tape");
        for (Path tape : List.of(first, second)) {
            try (InputStream bytes = Files.newInputStream(RECORDING)) {
                assertThat(Cli.runWithInput(bytes, "import", "-", "-o", tape.toString())
                                .exitCode())
                        .isZero();
            }
        }

        assertThat(Cli.run("query", first.toString(), "--sql", "SELECT path FROM source")
                        .text())
                .isEqualTo("path\r\n-\r\n");
        assertThat(first.resolve("manifest.json")).hasSameTextualContentAs(second.resolve("manifest.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "import"})
    void whatIsWrongIsSaidOfThePipe(String command) throws IOException {
        byte[] cut = Arrays.copyOf(Files.readAllBytes(RECORDING), 100_000);
        String[] args = command.equals("check")
                ? new String[] {"check", "-"}
                : new String[] {"import", "-", "-o", folder.resolve("x.tape").toString()};

        Cli.Result result = Cli.runWithInput(new ByteArrayInputStream(cut), args);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.messages()).startsWith("dmatape: -: at offset 0x").doesNotContain("standard-input");
    }

    @Test
    void aNamedPipeIsReadToo() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Process writer = new ProcessBuilder("cp", RECORDING.toString(), pipe.toString()).start();

        Path kept;
        try (PipedInputs pipes = new PipedInputs(session())) {
            kept = pipes.file(pipe);

            assertThat(kept).hasSameBinaryContentAs(RECORDING);
            assertThat(pipes.file(pipe)).isEqualTo(kept);
            assertThat(pipes.file(RECORDING)).isEqualTo(RECORDING);
        }
        assertThat(kept).doesNotExist();
        assertThat(writer.waitFor()).isZero();
    }

    @Test
    void nobodyIsLeftToTypeARecording() {
        try (PipedInputs pipes = new PipedInputs(session(StandardStream.INPUT))) {
            assertThatThrownBy(() -> pipes.file(Path.of("-")))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("standard input is a terminal: pipe a recording into it, or name a file");
        }
    }

    @Test
    void theShellHasItsStatementsOnStandardInput() {
        assertThat(Cli.runWithInput("SELECT 1;", "sql", "-").messages())
                .contains("sql reads statements from standard input");
    }

    private static Session session(StandardStream... onTerminal) {
        return Session.of(new ByteArrayOutputStream(), new PrintWriter(Writer.nullWriter()), Map.of(), onTerminal);
    }
}
