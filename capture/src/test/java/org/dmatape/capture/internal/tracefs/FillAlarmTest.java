// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On pipes, which are waited for as ring buffers are.
final class FillAlarmTest {

    @TempDir
    private Path folder;

    @Test
    void itEndsWhenOneOfThemHasSomethingOrTheTimeIsOver() throws Exception {
        Path quiet = pipe("quiet");
        Path busy = pipe("busy");
        try (Arena arena = Arena.ofConfined();
                RawReader ofQuiet = new RawReader(quiet, arena);
                RawReader ofBusy = new RawReader(busy, arena);
                OutputStream _ = new FileOutputStream(quiet.toFile());
                OutputStream toBusy = new FileOutputStream(busy.toFile());
                FillAlarm alarm = new FillAlarm(List.of(ofQuiet, ofBusy))) {

            assertThat(alarm.await(Duration.ofMillis(5))).isFalse();

            toBusy.write(1);

            assertThat(alarm.await(Duration.ofMinutes(1))).isTrue();
        }
    }

    private Path pipe(String name) throws Exception {
        Path pipe = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }
}
