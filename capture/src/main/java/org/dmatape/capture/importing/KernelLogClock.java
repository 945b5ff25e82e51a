// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.dmatape.capture.clock.ClockMethod;
import org.dmatape.capture.clock.SourceClock;
import org.dmatape.capture.recording.Recording;

/// How the clock of a kernel log relates to that of a trace of the same kernel: both count from boot, or the trace's
/// clock does not. That it is the same kernel is taken for granted unless both say which they are of.
final class KernelLogClock {

    /// trace_clock settings that read the scheduler's clock, as the kernel's log does.
    private static final Set<String> SCHEDULER_CLOCKS = Set.of("local", "global", "perf");
    /// The one of them that reads the processor's clock as it is, also where the kernel corrects the scheduler's
    /// because it does not trust that: in a guest of two CPUs it was 0.9 s ahead after 80 s.
    private static final String UNCORRECTED_CLOCK = "local";
    /// trace_clock settings of the time-keeping code. They start with the kernel, too, nearly: in the shared recording
    /// bugs-612 the log is 15 ms ahead.
    private static final Set<String> KEPT_CLOCKS = Set.of("mono", "mono_raw", "boot");
    /// A line of the log bears microseconds, and the scheduler's clock may differ between CPUs.
    private static final long SCHEDULER_UNCERTAINTY_NS = 1_000_000;
    private static final long START_UNCERTAINTY_NS = 100_000_000;
    /// The scheduler's clock is not corrected, the others are: they drift apart by a ten thousandth at most.
    private static final long DRIFT_DIVISOR = 10_000;
    /// Lines of several CPUs may be written in another order than their times have, by less than that.
    private static final long LARGEST_STEP_BACK_NS = 1_000_000_000;

    private KernelLogClock() {}

    /// The clock of a log that was read to its end.
    ///
    /// @param host what is known of the machine that was traced, see [HostFacts]
    /// @param lastNs time of the log's last event
    static SourceClock of(Recording trace, Map<String, String> host, Recording log, long lastNs) {
        String boots = log.facts().getOrDefault("boots", "");
        long stepBackNs = Long.parseLong(log.facts().getOrDefault("largest_step_back_ns", "0"));
        if (!boots.isEmpty() || stepBackNs > LARGEST_STEP_BACK_NS) {
            return unknown("the log is of " + (boots.isEmpty() ? "more than one boot" : boots + " boots")
                    + ", each with times from 0; leave the lines of the one that was traced");
        }
        String tracedLine = host.getOrDefault("command_line", "");
        String loggedLine = log.facts().getOrDefault("command_line", "");
        if (!tracedLine.isEmpty() && !loggedLine.isEmpty() && !isSameLine(tracedLine, loggedLine)) {
            return unknown("the log is of a kernel started with '" + loggedLine + "', the traced one was started with '"
                    + tracedLine + "': it is of another boot");
        }
        String traced = trace.facts().getOrDefault("uname", host.getOrDefault("uname", ""));
        String logged = log.facts().getOrDefault("linux_version", "").split(" ", 2)[0];
        if (!traced.isEmpty()
                && !logged.isEmpty()
                && !Arrays.asList(traced.split(" ")).contains(logged)) {
            return unknown("the log is of the kernel " + logged + ", the trace is of another (" + traced + ")");
        }
        String clock = clock(trace);
        String unstable = log.facts().getOrDefault("tsc_unstable", "");
        if (clock.equals(UNCORRECTED_CLOCK) && !unstable.isEmpty()) {
            return unknown(
                    "the trace's clock (local) is the TSC, the log's is corrected: the kernel marked the TSC unstable "
                            + unstable);
        }
        if (SCHEDULER_CLOCKS.contains(clock)) {
            return SourceClock.constant(ClockMethod.SAME, 0, SCHEDULER_UNCERTAINTY_NS, "");
        }
        if (KEPT_CLOCKS.contains(clock)) {
            long driftNs = Math.max(0, lastNs) / DRIFT_DIVISOR;
            return SourceClock.constant(ClockMethod.SAME, 0, START_UNCERTAINTY_NS + driftNs, "");
        }
        return unknown("the trace's clock (" + clock + ") does not count from boot");
    }

    /// Of a long command line a log has the begin only.
    private static boolean isSameLine(String one, String other) {
        String first = one.strip().replaceAll("\\s+", " ");
        String second = other.strip().replaceAll("\\s+", " ");
        return first.startsWith(second) || second.startsWith(first);
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
