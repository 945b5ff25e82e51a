// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks that fill up, of sizes drawn by a seed, and disks that cannot be written to. Mounting them needs root.
class FullDiskTest {

    private static final int SMALLEST_KIB = 4;

    /// What each of the commands writes is larger.
    private static final int LARGEST_KIB = 160;

    private static final List<String> WRITING = List.of(
            "import RECORDING -o DISK/X.tape -q",
            "generate --events 20000 --seed 3 -o DISK/X.dat -q",
            "report TAPE -o DISK/X.html -q",
            "export TAPE --to csv -o DISK/X -q",
            "export TAPE --to parquet -o DISK/X -q",
            "export TAPE --to perfetto -o DISK/X.pftrace -q",
            "sql TAPE --database DISK/X.duckdb -q");

    @TempDir
    private Path folder;

    private final Random random = Faults.random();
    private Path recording;
    private Path tape;

    @BeforeEach
    void make() {
        recording = Faults.recording(folder);
        tape = folder.resolve("whole.tape");
        assertThat(Cli.run("import", recording.toString(), "-o", tape.toString(), "-q")
                        .exitCode())
                .isZero();
    }

    @Test
    void whatDoesNotFitIsSaidAndLeavesNothing() throws IOException {
        for (int round = 0; round < Faults.ROUNDS; round++) {
            for (String command : WRITING) {
                int sizeKib = SMALLEST_KIB + random.nextInt(LARGEST_KIB - SMALLEST_KIB);
                try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), sizeKib)) {
                    Cli.Result result = run(command, disk);

                    String what = command + " on " + sizeKib + " KiB: " + result.messages();
                    assertThat(result.exitCode()).as(what).isEqualTo(3);
                    assertThat(result.messages())
                            .as(what)
                            .containsIgnoringCase("space")
                            .contains(disk.folder().toString())
                            .hasLineCount(1);
                    assertThat(files(disk)).as(what).allMatch(name -> name.matches("\\w+\\.(csv|parquet)"));
                }
            }
        }
    }

    @Test
    void aDiskThatIsReadOnlyIsSaid() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), LARGEST_KIB)) {
            disk.remount("ro");
            for (String command : WRITING) {
                Cli.Result result = run(command, disk);

                assertThat(result.exitCode()).as(command + result.messages()).isEqualTo(3);
                assertThat(result.messages())
                        .as(command)
                        .containsIgnoringCase("read-only file system")
                        .contains(disk.folder().toString())
                        .hasLineCount(1);
            }
        }
    }

    @Test
    void aCacheThatCannotBeFilledIsDoneWithout() throws IOException {
        String[] checking = {"check", recording.toString(), "-q", "--check", "double-map"};
        Cli.Result usual = Cli.run(checking);
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), LARGEST_KIB)) {
            Map<String, String> environment =
                    Map.of("XDG_CACHE_HOME", disk.folder().toString());
            Cli.Result full = Cli.run(environment, checking);
            assertThat(Faults.names(disk.folder().resolve("dmatape/tapes"))).noneMatch(name -> name.contains("tape."));
            disk.remount("ro");
            Cli.Result readOnly = Cli.run(environment, checking);

            for (Cli.Result result : List.of(full, readOnly)) {
                assertThat(result.text()).isEqualTo(usual.text());
                assertThat(result.exitCode()).isEqualTo(usual.exitCode());
                assertThat(result.messages())
                        .contains("goes on without its cache")
                        .hasLineCount(1);
            }
            assertThat(Files.exists(recording)).isTrue();
        }
    }

    @Test
    void aTemporaryFolderThatIsFullIsSaid() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), SMALLEST_KIB)) {
            Files.write(disk.folder().resolve("filler"), new byte[SMALLEST_KIB << 10]);
            DmatapeProcess asked = DmatapeProcess.start(
                    folder,
                    Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + disk.folder()),
                    "query",
                    tape.toString(),
                    "devices");

            assertThat(asked.exitCode()).as(asked.printed()).isEqualTo(3);
            assertThat(asked.printed()).contains(disk.folder().toString());
        }
    }

    /// Names of the files on a disk. An export leaves those of the tables that were written to their end.
    private static List<String> files(SmallDisk disk) throws IOException {
        try (Stream<Path> files = Files.walk(disk.folder())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        }
    }

    private Cli.Result run(String command, SmallDisk disk) {
        return Cli.run(command.replace("RECORDING", recording.toString())
                .replace("TAPE", tape.toString())
                .replace("DISK", disk.folder().toString())
                .split(" "));
    }
}
