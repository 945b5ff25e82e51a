// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;

/// Which ring buffers of a recording go by one clock. trace-cmd lets each have its own
/// (`-C mono -e dma -B x -C local`), but writes into the file what the first one has. It reads every buffer's clock,
/// one after the other, when it is done: those of one clock show hardly more than the buffer before.
final class BufferClocks {

    private static final String STATISTICS = "cpustat";

    /// Between two buffers that were read on a busy machine. Measured: 24 ms, in a guest under software emulation.
    private static final long LONGEST_PAUSE_NS = 100_000_000;

    /// Of what passed between two CPUs of one buffer, how often it may have passed between two buffers.
    private static final int PAUSES = 4;

    /// The clocks of two CPUs, between which the recorder may have moved, differ by less.
    private static final long LARGEST_STEP_BACK_NS = 1_000_000;

    /// Clocks that do not count nanoseconds count no more in one.
    private static final int TICKS_PER_NANOSECOND = 5;

    private final List<RecordingBuffer> buffers;
    private final Map<String, List<ClockReading>> readings;

    private BufferClocks(List<RecordingBuffer> buffers, String statistics) {
        this.buffers = buffers;
        this.readings = ClockReading.parse(statistics);
    }

    /// The buffers that have events, by their number in [Recording#buffers()]: a list for each clock.
    static List<List<Integer>> of(Recording recording) {
        return of(recording.buffers(), recording.facts().getOrDefault(STATISTICS, ""));
    }

    /// The same.
    ///
    /// @param statistics what the kernel counted, CPU by CPU and buffer by buffer
    static List<List<Integer>> of(List<RecordingBuffer> buffers, String statistics) {
        return new BufferClocks(buffers, statistics).groups();
    }

    /// What the clock of a buffer showed at the end, in words; empty when the file does not say.
    static String shown(Recording recording, int buffer) {
        List<ClockReading> ofBuffer = ClockReading.parse(recording.facts().getOrDefault(STATISTICS, ""))
                .getOrDefault(recording.buffers().get(buffer).name(), List.of());
        return ofBuffer.isEmpty() ? "" : ofBuffer.getLast().text();
    }

    private List<List<Integer>> groups() {
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < buffers.size(); i++) {
            if (!buffers.get(i).cpus().isEmpty()) {
                groupOf(i, groups).add(i);
            }
        }
        return groups;
    }

    private List<Integer> groupOf(int buffer, List<List<Integer>> groups) {
        for (List<Integer> group : groups) {
            if (isSame(buffers.get(group.getLast()), buffers.get(buffer))) {
                return group;
            }
        }
        List<Integer> own = new ArrayList<>();
        groups.add(own);
        return own;
    }

    private boolean isSame(RecordingBuffer before, RecordingBuffer after) {
        List<ClockReading> earlier = readings.getOrDefault(before.name(), List.of());
        List<ClockReading> later = readings.getOrDefault(after.name(), List.of());
        if (!before.clock().equals(after.clock())) {
            return false;
        }
        if (earlier.isEmpty() || later.isEmpty()) {
            return true;
        }
        ClockReading last = earlier.getLast();
        ClockReading first = later.getFirst();
        long unit = last.inTicks() ? TICKS_PER_NANOSECOND : 1;
        long step = first.value() - last.value();
        return first.inTicks() == last.inTicks()
                && step >= -Math.max(unit * LARGEST_STEP_BACK_NS, largestStep(earlier, -1))
                && step <= Math.max(unit * LONGEST_PAUSE_NS, PAUSES * largestStep(earlier, 1));
    }

    private static long largestStep(List<ClockReading> readings, int direction) {
        long largest = 0;
        for (int i = 1; i < readings.size(); i++) {
            largest = Math.max(
                    largest,
                    direction * (readings.get(i).value() - readings.get(i - 1).value()));
        }
        return largest;
    }
}
