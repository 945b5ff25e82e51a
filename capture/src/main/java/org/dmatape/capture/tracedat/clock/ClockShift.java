// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.clock;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The relation of one CPU's clock (a guest's) to the clock of the machine it was synchronised with (the host's), as
/// samples taken during the recording: `time * scaling >> fractionBits + offset`.
final class ClockShift {

    private final long[] times;
    private final long[] offsets;
    private final long[] scalings;
    private final long[] fractionBits;
    private final boolean interpolate;

    /// Samples in any order; of those with equal time the first is kept.
    ClockShift(long[] times, long[] offsets, long[] scalings, long[] fractionBits, boolean interpolate) {
        int[] byTime = IntStream.range(0, times.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> times[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] kept = IntStream.range(0, byTime.length)
                .filter(i -> i == 0 || times[byTime[i]] != times[byTime[i - 1]])
                .map(i -> byTime[i])
                .toArray();
        this.times = pick(times, kept);
        this.offsets = pick(offsets, kept);
        this.scalings = pick(scalings, kept);
        this.fractionBits = pick(fractionBits, kept);
        this.interpolate = interpolate;
    }

    long apply(long time) {
        return switch (times.length) {
            case 0 -> time;
            case 1 -> time + offsets[0];
            default -> apply(time, earlierSample(time));
        };
    }

    /// The sample before that time that has a sample behind it: times outside of all samples use the outermost two.
    private int earlierSample(long time) {
        int found = Arrays.binarySearch(times, time);
        int before = found >= 0 ? found : -found - 2;
        return Math.clamp(before, 0, times.length - 2);
    }

    private long apply(long time, int sample) {
        long offset = offsets[sample];
        if (interpolate) {
            long sampleDistance = times[sample + 1] - times[sample];
            long offsetChange = (time - times[sample]) * (offsets[sample + 1] - offset);
            offset += (offsetChange + sampleDistance / 2) / sampleDistance;
        }
        return ClockCorrection.multiplyAndShift(time, scalings[sample], (int) fractionBits[sample]) + offset;
    }

    private static long[] pick(long[] values, int[] indices) {
        return Arrays.stream(indices).mapToLong(i -> values[i]).toArray();
    }
}
