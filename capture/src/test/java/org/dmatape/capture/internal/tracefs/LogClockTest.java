// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmatape.capture.host.KernelLogFollower;
import org.dmatape.capture.host.KernelLogRecord;
import org.junit.jupiter.api.Test;

class LogClockTest {

    private static final String TRACE = """
            # tracer: nop
            #           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION
                        java-28937   [001] ...1. 23076.576097: tracing_mark_write: dmatape-6
                        java-28937   [000] ...1. 23077.000001: tracing_mark_write: dmatape-7
            """;

    @Test
    void findsWhatWasWritten() {
        assertThat(LogClock.timeOf(TRACE, 7)).contains(23_077_000_001_000L);
        assertThat(LogClock.timeOf(TRACE, 8)).isEmpty();
    }

    @Test
    void driftIsPartOfTheError() {
        ClockOffset used = new ClockOffset(1_000, 20);

        assertThat(used.usedAt(new ClockOffset(970, 15))).isEqualTo(new ClockOffset(1_000, 45));
    }

    /// What this process writes into the kernel's log gets a time of it: the other way round to know the two clocks.
    @Test
    void agreesWithTheLogItself() throws IOException {
        Path kmsg = KernelLogFollower.KMSG;
        assumeTrue(
                Files.isWritable(Path.of("/sys/kernel/tracing/tracing_on")) && Files.isWritable(kmsg),
                "no writable tracefs and kernel log (run as root; mount -t tracefs nodev /sys/kernel/tracing)");
        Tracefs tracefs = Tracefs.ofThisMachine();
        LogClock clock = new LogClock(tracefs, new KernelControl(tracefs.root()), Owner.self());
        clock.make();
        try {
            String text = "dmatape test " + ProcessHandle.current().pid();
            long beforeNs = System.nanoTime();
            Files.writeString(kmsg, text + "\n"); // without the end of the line, more of it could come
            long afterNs = System.nanoTime();
            ClockOffset offset = clock.measure();
            try (KernelLogFollower log = KernelLogFollower.open(kmsg)) {
                KernelLogRecord record = log.takeNew().stream()
                        .filter(candidate -> candidate.text().equals(text))
                        .findFirst()
                        .orElseThrow();

                assertThat(offset.errorNs()).isLessThan(10_000_000);
                assertThat(record.sinceBootNs() + offset.offsetNs())
                        .isBetween(beforeNs - offset.errorNs(), afterNs + offset.errorNs());
            }
        } finally {
            clock.remove();
        }
        assertThat(tracefs.instances()).doesNotContain(Owner.self().clockInstanceName());
    }
}
