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
import java.util.concurrent.TimeUnit;
import org.dmatape.cli.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes that want the same file, the second an instant later that a seed draws.
class TwoAtOnceTest {

    private static final long LONGEST_HEAD_START_NS = TimeUnit.MILLISECONDS.toNanos(700);

    @TempDir
    private Path folder;

    private final Random random = Faults.random();
    private Path recording;

    @BeforeEach
    void generate() {
        recording = Faults.recording(folder);
    }

    @Test
    void oneImportMakesTheTapeAndTheOtherSaysSo() throws IOException, InterruptedException {
        for (int round = 0; round < Faults.ROUNDS; round++) {
            Path output = Files.createDirectory(folder.resolve("output-" + round));
            Path tape = output.resolve("X.tape");
            List<DmatapeProcess> both = two(Map.of(), "import", recording.toString(), "-o", tape.toString(), "-q");

            assertThat(both).extracting(DmatapeProcess::exitCode).containsExactlyInAnyOrder(0, 2);
            String printed = both.getFirst().printed() + both.getLast().printed();
            assertThat(printed)
                    .containsPattern(
                            "X.tape (is being made by another dmatape|was made by another|exists).*another name");
            Faults.assertWhole(tape, "round " + round);
            assertThat(Faults.names(output)).containsExactly("X.tape");
        }
    }

    @Test
    void whoReplacesATapeReplacesItWithAWholeOne() throws IOException, InterruptedException {
        Path output = Files.createDirectory(folder.resolve("output"));
        Path tape = output.resolve("X.tape");
        for (int round = 0; round < Faults.ROUNDS; round++) {
            List<DmatapeProcess> both =
                    two(Map.of(), "import", recording.toString(), "-o", tape.toString(), "--overwrite", "-q");

            assertThat(both).extracting(DmatapeProcess::exitCode).contains(0).allMatch(code -> code == 0 || code == 2);
            Faults.assertWhole(tape, "round " + round);
            assertThat(Faults.names(output)).containsExactly("X.tape");
        }
    }

    @Test
    void oneFillsTheCacheAndBothAnswer() throws IOException, InterruptedException {
        String[] asking = {"query", recording.toString(), "devices", "-q", "-f", "csv"};
        String answer = Cli.run(asking).text().replace("\r", "");
        for (int round = 0; round < Faults.ROUNDS; round++) {
            Path cache = folder.resolve("cache-" + round);
            List<DmatapeProcess> both = two(Map.of("XDG_CACHE_HOME", cache.toString()), asking);

            for (DmatapeProcess each : both) {
                assertThat(each.exitCode()).as(each.printed()).isZero();
                assertThat(each.printed().replace("\r", "")).isEqualTo(answer).isNotEmpty();
            }
            assertThat(Faults.names(cache.resolve("dmatape/tapes")))
                    .hasSize(2)
                    .allMatch(name -> name.matches("[0-9a-f]+\\.(tape|lock)"));
        }
    }

    private List<DmatapeProcess> two(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        DmatapeProcess first = DmatapeProcess.start(folder, environment, arguments);
        TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * LONGEST_HEAD_START_NS));
        DmatapeProcess second = DmatapeProcess.start(folder, environment, arguments);
        first.exitCode();
        second.exitCode();
        return List.of(first, second);
    }
}
