// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.dmatape.cli.Cli;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    /// Leaves the events, and takes the table that says where they are.
    private static final int CUT_BEHIND_EVENTS_BYTES = 200;

    /// Takes what leads to the events, too.
    private static final int CUT_BEFORE_EVENTS_BYTES = 20_000;

    private static final Path BUGS = ShippedRecordings.locate().folder("bugs-612");

    @TempDir
    private Path folder;

    private Path tape;

    @BeforeEach
    void nameTheTape() {
        tape = folder.resolve("x.tape");
    }

    @Test
    void makesATapeOfAFolderAndSaysWhatIsInIt() {
        Cli.Result result = Cli.run("import", BUGS.toString(), "-o", tape.toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).isEmpty();
        assertThat(result.messages())
                .startsWith(tape + ": ")
                .contains(" events read, ", "source 1 is on the tape's clock to within ");
        assertThat(tape.resolve("manifest.json")).exists();
    }

    @Test
    void quietlySaysNothing() {
        Cli.Result result = Cli.run("import", BUGS.resolve("trace.dat").toString(), "-o", tape.toString(), "--quiet");

        assertThat(result.exitCode()).isZero();
        assertThat(result.messages()).isEmpty();
    }

    @Test
    void anExistingTapeIsReplacedOnlyWhenAskedFor() {
        Cli.run("import", BUGS.toString(), "-o", tape.toString());

        Cli.Result refused = Cli.run("import", BUGS.toString(), "-o", tape.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.messages()).contains(tape + " exists").hasLineCount(1);

        assertThat(Cli.run("import", BUGS.toString(), "-o", tape.toString(), "--overwrite")
                        .exitCode())
                .isZero();
    }

    @Test
    void aMissingFileIsUnreadable() {
        assertUnreadable(folder.resolve("nowhere.dat"), "nowhere.dat");
    }

    @Test
    void aFolderWithoutARecordingIsUnreadable() {
        assertUnreadable(folder, folder.toString(), "trace.dat");
    }

    @Test
    void anExecutableIsUnreadable() throws IOException {
        Path executable = folder.resolve("trace.dat");
        Files.write(executable, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});

        assertUnreadable(executable, executable.toString(), "offset 0");
    }

    @Test
    void anEmptyFileIsUnreadable() throws IOException {
        assertUnreadable(Files.createFile(folder.resolve("empty.dat")), "empty.dat");
    }

    @Test
    void aTruncatedRecordingIsUnreadable() throws IOException {
        assertSalvageable(truncatedBugs(CUT_BEFORE_EVENTS_BYTES));
    }

    @Test
    void whatIsWholeOfATruncatedRecordingCanBeSalvaged() throws IOException {
        Path truncated = truncatedBugs(CUT_BEHIND_EVENTS_BYTES);
        assertSalvageable(truncated);

        Cli.Result salvaged = Cli.run("import", truncated.toString(), "-o", tape.toString(), "--salvage");

        assertThat(salvaged.exitCode()).isZero();
        assertThat(salvaged.messages())
                .contains("salvaged, not complete:", "the table of CPUs is missing", "1,407 events read");
        assertThat(Cli.run("info", tape.toString()).text())
                .contains("state         salvaged\n", "missing       ", "the table of CPUs is missing");
    }

    @Test
    void noThreadsIsAUsageError() {
        Cli.Result result = Cli.run("import", BUGS.toString(), "-o", tape.toString(), "--threads", "0");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains("--threads 0");
    }

    @Test
    void aNumberThatIsNoneIsAUsageError() {
        Cli.Result result = Cli.run("import", BUGS.toString(), "-o", tape.toString(), "--threads", "many");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains("--threads", "'many'");
    }

    @Test
    void aTapeThatCannotBeWrittenIsSaid() {
        Cli.Result result = Cli.run(
                "import",
                BUGS.toString(),
                "-o",
                folder.resolve("no/such/x.tape").toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.messages()).contains("no/such").hasLineCount(1);
    }

    private void assertSalvageable(Path input) {
        Cli.Result result = Cli.run("check", input.toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.messages())
                .startsWith("dmatape: " + input + ": at offset ")
                .endsWith("\n'dmatape import --salvage FILE -o X.tape' reads what is whole, if events are\n")
                .hasLineCount(2);
    }

    private void assertUnreadable(Path input, String... messageParts) {
        Cli.Result result = Cli.run("import", input.toString(), "-o", tape.toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.messages())
                .startsWith("dmatape: ")
                .contains(messageParts)
                .hasLineCount(1);
        assertThat(result.text()).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**.tape*");
    }

    private Path truncatedBugs(int cutBytes) throws IOException {
        byte[] whole = Files.readAllBytes(BUGS.resolve("trace.dat"));
        Path truncated = folder.resolve("cut.dat");
        Files.write(truncated, Arrays.copyOf(whole, whole.length - cutBytes));
        return truncated;
    }
}
