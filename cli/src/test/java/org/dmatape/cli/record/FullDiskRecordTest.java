// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A recording onto a disk that runs full ends, says so, and keeps what was written; a file system of that size needs
/// root.
class FullDiskRecordTest {

    private static final List<String> ENDLESS = List.of("--", "dd", "if=/dev/zero", "of=/dev/null", "bs=1");

    @TempDir
    private Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        RecordedLoad.assumeRecordable();
        disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=40m", "none", disk.toString()), "mounting needs root");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        command("umount", disk.toString());
    }

    @Test
    void theTapeHoldsWhatWasCommitted() throws IOException, InterruptedException {
        assertThat(command("mount", "-o", "remount,size=4m", disk.toString())).isTrue();
        Path tape = disk.resolve("a.tape");
        List<String> arguments = new ArrayList<>(List.of("record", "-o", tape.toString()));
        arguments.addAll(RecordedLoad.options());
        arguments.addAll(ENDLESS);

        Cli.Result full = Cli.run(arguments.toArray(String[]::new));

        assertThat(full.exitCode()).as(full.messages()).isEqualTo(3);
        assertThat(full.messages()).contains("No space left", "holds what was written", "--salvage");
        Tape opened = Tape.open(tape);
        assertThat(opened.manifest().state()).isEqualTo(TapeState.RECORDING);
        assertThat(opened.rowCount(TapeTable.VQ_OP)).isPositive();
        assertThat(opened.verify()).isEmpty();
    }

    @Test
    void aRawRecordingIsMadeOfWhatWasWritten() throws IOException {
        Path recording = disk.resolve("a.dat");
        Path tape = folder.resolve("a.tape");
        List<String> arguments = new ArrayList<>(
                List.of("record", "--raw", "--events", "raw_syscalls", "-o", recording.toString(), "--quiet"));
        arguments.addAll(ENDLESS);

        Cli.Result full = Cli.run(arguments.toArray(String[]::new));
        Cli.Result imported = Cli.run("import", recording.toString(), "-o", tape.toString());

        assertThat(full.exitCode()).as(full.messages()).isEqualTo(3);
        assertThat(full.messages()).contains("No space left", "holds what was written");
        assertThat(imported.exitCode()).as(imported.messages()).isZero();
        assertThat(Tape.open(tape).manifest().events())
                .as("of 30 MiB, less than 100 bytes each")
                .anyMatch(event -> event.count() > 100_000);
        try (Stream<Path> files = Files.list(disk)) {
            assertThat(files).containsExactly(recording);
        }
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
    }
}
