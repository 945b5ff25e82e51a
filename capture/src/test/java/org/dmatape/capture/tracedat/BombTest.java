// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What small files take that decompress to much: `-Ddmatape.bomb.scale=8` makes them as large as docs/RELIABILITY.md
/// measures them.
@EnabledOnOs(OS.LINUX)
class BombTest {

    private static final int HEAP_MIB = 256;

    /// What all bombs of this test together may take, before the kernel ends the process.
    private static final int LONGEST_SECONDS = 120;

    private static final long LONGEST_MS = 10_000;

    /// Pages in use may take 1 GiB beside the heap, whatever the file says.
    private static final long MOST_OF_PAGES_MIB = 1024L + HEAP_MIB;

    private static final long MOST_OF_TEXT_MIB = 128L + HEAP_MIB;

    @TempDir
    private Path folder;

    @Test
    void theyTakeWhatTheirReadersMayTake() throws IOException, InterruptedException {
        for (Bomb bomb : Bomb.values()) {
            bomb.write(folder);
        }

        List<BombCost> costs = read();

        assertThat(costs).extracting(BombCost::bomb).containsExactly(Bomb.values());
        assertThat(costs).allSatisfy(cost -> {
            assertThat(cost.processorMs()).as(cost.line()).isLessThan(LONGEST_MS);
            assertThat(cost.peakMib())
                    .as(cost.line())
                    .isLessThan(cost.bomb().isPages() ? MOST_OF_PAGES_MIB : MOST_OF_TEXT_MIB);
            assertThat(cost.fileBytes()).as(cost.line()).isLessThan(1 << 20);
        });
    }

    private List<BombCost> read() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "ulimit -t " + LONGEST_SECONDS + "; exec \"$@\"",
                "sh",
                ProcessHandle.current().info().command().orElseThrow(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP_MIB + "m",
                "-XX:MaxDirectMemorySize=2g",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BombReader.class.getName(),
                folder.toString()));
        Path printed = folder.resolve("printed");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        int exitCode = process.waitFor();
        assertThat(exitCode).as(Files.readString(printed)).isZero();
        List<String> lines = Files.readAllLines(printed);
        lines.forEach(System.out::println);
        return lines.stream().map(BombCost::parse).toList();
    }
}
