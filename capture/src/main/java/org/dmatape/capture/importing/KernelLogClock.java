// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.Arrays;
import java.util.Set;
import org.dmatape.capture.clock.ClockMethod;
import org.dmatape.capture.clock.SourceClock;
import org.dmatape.capture.recording.Recording;

/// How the clock of a kernel log relates to that of a trace of the same kernel: both count from boot, or the trace's
/// clock does not. That it is the same kernel is taken for granted unless both say which they are of.
final class KernelLogClock {

    /// trace_clock settings that read the scheduler's clock, as the kernel's log does.
    private static final Set<String> SCHEDULER_CLOCKS = Set.of("local", "global", "perf");
    /// trace_clock settings of the time-keeping code. They start with the kernel, too, nearly: in the shared recording
    /// bugs-612 the log is 15 ms ahead.
    private static final Set<String> KEPT_CLOCKS = Set.of("mono", "mono_raw", "boot");
    /// A line of the log bears microseconds, and the scheduler's clock may differ between CPUs.
    private static final long SCHEDULER_UNCERTAINTY_NS = 1_000_000;
    private static final long START_UNCERTAINTY_NS = 100_000_000;
    /// The scheduler's clock is not corrected, the others are: they drift apart by a ten thousandth at most.
    private static final long DRIFT_DIVISOR = 10_000;

    private KernelLogClock() {}

    /// The clock of a log that was read to its end.
    ///
    /// @param lastNs time of the log's last event
    static SourceClock of(Recording trace, Recording log, long lastNs) {
        String traced = trace.facts().getOrDefault("uname", "");
        String logged = log.facts().getOrDefault("linux_version", "").split(" ", 2)[0];
        if (!traced.isEmpty()
                && !logged.isEmpty()
                && !Arrays.asList(traced.split(" ")).contains(logged)) {
            return unknown("the log is of the kernel " + logged + ", the trace is of another (" + traced + ")");
        }
        String clock = clock(trace);
        if (SCHEDULER_CLOCKS.contains(clock)) {
            return SourceClock.constant(ClockMethod.SAME, 0, SCHEDULER_UNCERTAINTY_NS, "");
        }
        if (KEPT_CLOCKS.contains(clock)) {
            long driftNs = Math.max(0, lastNs) / DRIFT_DIVISOR;
            return SourceClock.constant(ClockMethod.SAME, 0, START_UNCERTAINTY_NS + driftNs, "");
        }
        return unknown("the trace's clock (" + clock + ") does not count from boot");
    }

    private static String clock(Recording recording) {
        return recording.buffers().isEmpty()
                ? ""
                : recording.buffers().getFirst().clock();
    }

    private static SourceClock unknown(String note) {
        return SourceClock.constant(ClockMethod.UNKNOWN, 0, 0, note);
    }
}
