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
import org.dmatape.cli.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Java heaps that are too small, of sizes drawn by a seed.
class ShortHeapTest {

    /// Java itself starts with it, and none of these can do their work: that of the first round.
    private static final int SMALLEST_MIB = 10;

    /// All of these succeed with it.
    private static final int LARGEST_MIB = 48;

    private static final List<String> GREEDY = List.of(
            "import RECORDING -o OUTPUT/X.tape --overwrite -q",
            "check RECORDING --check double-map -q",
            "replay TAPE -q");

    @TempDir
    private Path folder;

    private final Random random = Faults.random();
    private Path recording;
    private Path output;
    private Path tape;

    @BeforeEach
    void make() throws IOException {
        recording = Faults.recording(folder);
        output = Files.createDirectory(folder.resolve("output"));
        tape = output.resolve("X.tape");
        assertThat(Cli.run("import", recording.toString(), "-o", tape.toString(), "-q")
                        .exitCode())
                .isZero();
    }

    @Test
    void itIsSaidAndLeavesWhatWasThere() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        for (int round = 0; round < Faults.ROUNDS; round++) {
            for (String command : GREEDY) {
                int heapMib = SMALLEST_MIB + (round == 0 ? 0 : random.nextInt(LARGEST_MIB - SMALLEST_MIB));
                DmatapeProcess greedy = DmatapeProcess.start(
                        folder,
                        Map.of(
                                "JAVA_TOOL_OPTIONS",
                                "-Xmx" + heapMib + "m -Djava.io.tmpdir=" + temporary,
                                "XDG_CACHE_HOME",
                                folder.resolve("cache" + round).toString()),
                        arguments(command));

                String what = command + " with " + heapMib + " MiB: ";
                if (round == 0 || greedy.exitCode() != 0) {
                    assertThat(greedy.exitCode()).as(what + greedy.printed()).isEqualTo(3);
                    assertThat(greedy.printed().lines().skip(1)) // Java's own about its options
                            .as(what)
                            .singleElement()
                            .asString()
                            .startsWith("dmatape: Java's memory ran out")
                            .contains("DMATAPE_JAVA_OPTIONS=-Xmx");
                }
                assertThat(Faults.names(output)).as(what).containsExactly("X.tape");
                assertThat(Faults.names(temporary)).as(what).isEmpty();
                Faults.assertWhole(tape, what);
            }
        }
    }

    private String[] arguments(String command) {
        return command.replace("RECORDING", recording.toString())
                .replace("TAPE", tape.toString())
                .replace("OUTPUT", output.toString())
                .split(" ");
    }
}
