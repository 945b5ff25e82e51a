// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.dmatape.capture.importing.RecordingFormats;
import org.dmatape.capture.importing.fixture.ImportedLog;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logs full of nonsense: every line is counted once, whatever became of it, or the file is refused.
class MutatedLogTest {

    private static final ShippedRecordings SHIPPED = ShippedRecordings.locate();
    private static final int LOGS = 2_000;
    private static final int LOG_BYTES = 6_000;
    private static final Duration ENOUGH = Duration.ofMinutes(3);

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"qemu.log", "dmesg.txt"})
    void nonsenseIsCountedOrRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(SHIPPED.folder("bugs-612").resolve(name));
        Path file = folder.resolve(name);

        Assertions.assertTimeoutPreemptively(ENOUGH, () -> {
            int survived = 0;
            for (int seed = 0; seed < LOGS; seed++) {
                byte[] log = mutated(whole, new Random(seed));
                Files.write(file, log);
                if (RecordingFormats.of(file).isEmpty()) {
                    continue;
                }
                Throwable failure = catchThrowable(() -> ImportedLog.of(file));
                if (failure == null) {
                    survived++;
                } else {
                    assertThat(failure).as("seed %d", seed).isInstanceOf(RecordingException.class);
                }
            }
            assertThat(survived).isGreaterThan(LOGS / 2);
        });
    }

    @Test
    void everyLineIsCountedOnce() throws IOException {
        byte[] whole = Files.readAllBytes(SHIPPED.folder("bugs-612").resolve("qemu.log"));
        Path file = folder.resolve("qemu.log");
        for (int seed = 0; seed < LOGS / 10; seed++) {
            byte[] log = mutated(whole, new Random(seed));
            Files.write(file, log);
            if (RecordingFormats.of(file).isEmpty()) {
                continue;
            }
            ImportedLog imported = ImportedLog.of(file);

            long lines = 0;
            for (byte character : log) {
                lines += character == '\n' ? 1 : 0;
            }
            long cut = log[log.length - 1] == '\n' ? 0 : 1;
            assertThat(imported.fact("cut_lines")).isEqualTo(cut);
            assertThat(imported.fact("event_lines")
                            + imported.fact("other_event_lines")
                            + imported.fact("other_lines")
                            + imported.fact("malformed_lines"))
                    .as("seed %d", seed)
                    .isEqualTo(lines);
        }
    }

    @Test
    void aBinaryFileNamedLogIsNoLog() throws IOException {
        byte[] noise = new byte[1 << 17];
        new Random(7).nextBytes(noise);
        Path file = folder.resolve("qemu.log");
        Files.write(file, noise);

        assertThat(RecordingFormats.of(file)).isEmpty();
    }

    /// A stretch of the log with some bytes changed, some lines torn apart or joined, some text put in between.
    private static byte[] mutated(byte[] whole, Random random) {
        int from = random.nextInt(whole.length - LOG_BYTES);
        byte[] log = Arrays.copyOfRange(whole, from, from + LOG_BYTES);
        int changes = random.nextInt(60);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(log.length - 32);
            switch (random.nextInt(5)) {
                case 0 -> log[at] = (byte) random.nextInt(256);
                case 1 -> log[at] = '\n';
                case 2 -> Arrays.fill(log, at, at + random.nextInt(32), (byte) "0f9x@:. -".charAt(random.nextInt(9)));
                case 3 -> System.arraycopy(log, random.nextInt(log.length - 32), log, at, 32);
                default -> log[at] = 0;
            }
        }
        return log;
    }
}
