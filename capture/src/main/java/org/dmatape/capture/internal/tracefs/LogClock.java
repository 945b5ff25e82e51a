// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.capture.live.RecordException;

/// Measures how far the clock of the kernel's log is from that of the trace. The log's records bear `local_clock()`
/// (printk.c), which is what trace clock `perf` reads (trace.c, trace_clock.c): a text written to `trace_marker` of an
/// instance with that clock gets a time of the one between two looks at the other.
///
///     $ cat instances/dmatape-1234-567-89-clock/trace
///     java-1234    [001] ...1. 23076.576097: tracing_mark_write: dmatape-3
public final class LogClock {

    private static final String CLOCK = "perf";
    private static final String SMALLEST_KIB = "8";
    private static final String MARK = "dmatape-";
    private static final int ATTEMPTS = 5;
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final long NS_PER_US = 1_000;
    /// `trace` rounds to microseconds, the log cuts to them.
    private static final long ROUNDING_NS = NS_PER_US / 2 + NS_PER_US;

    private static final Pattern MARKER =
            Pattern.compile("\\s(\\d{1,9})\\.(\\d{6}): tracing_mark_write: dmatape-(\\d{1,9})");

    private final Tracefs tracefs;
    private final TracefsControl control;
    private final String folder;
    private int marks;

    /// The clock as that owner reads it; nothing is made yet.
    public LogClock(Tracefs tracefs, TracefsControl control, Owner owner) {
        this.tracefs = tracefs;
        this.control = control;
        this.folder = TracingInstance.FOLDER + "/" + owner.clockInstanceName();
    }

    /// Makes the instance it is read through.
    ///
    /// @throws RecordException when the kernel refuses
    public void make() {
        control.makeFolder(folder);
        control.write(folder + "/buffer_size_kb", SMALLEST_KIB);
        control.write(folder + "/trace_clock", CLOCK);
    }

    /// The file that is written to each time the clock is read.
    public String marker() {
        return tracefs.root().resolve(folder + "/trace_marker").toString();
    }

    /// Removes it.
    public void remove() {
        TracingInstance.removeFolder(control, folder);
    }

    /// What is to be added to times of the log now: the best of a few attempts.
    ///
    /// @throws RecordException when nothing can be read
    public ClockOffset measure() {
        Optional<ClockOffset> best = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ClockOffset offset = measureOnce();
            if (best.isEmpty() || offset.errorNs() < best.get().errorNs()) {
                best = Optional.of(offset);
            }
        }
        return best.orElseThrow();
    }

    private ClockOffset measureOnce() {
        control.write(folder + "/trace", "");
        marks++;
        long beforeNs = System.nanoTime();
        control.write(folder + "/trace_marker", MARK + marks);
        long afterNs = System.nanoTime();
        long halfNs = (afterNs - beforeNs) / 2;
        long localNs = timeOf(tracefs.text(folder + "/trace"), marks)
                .orElseThrow(() -> RecordException.machine(folder + "/trace does not hold what was written to it"));
        return new ClockOffset(beforeNs + halfNs - localNs, halfNs + ROUNDING_NS);
    }

    /// When a mark was written, by the clock of the instance.
    static Optional<Long> timeOf(String trace, int mark) {
        Matcher marker = MARKER.matcher(trace);
        while (marker.find()) {
            if (Integer.parseInt(marker.group(3)) == mark) {
                return Optional.of(
                        Long.parseLong(marker.group(1)) * NS_PER_SECOND + Long.parseLong(marker.group(2)) * NS_PER_US);
            }
        }
        return Optional.empty();
    }
}
