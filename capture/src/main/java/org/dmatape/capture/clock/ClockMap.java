// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.clock.offset.OffsetSegment;

/// Turns times of a source's clock into times of the tape's: straight between knots, never going back.
public final class ClockMap {

    /// The source has the tape's clock.
    public static final ClockMap SAME = ofOffset(0);

    /// Each makes what is left of an error a thousandth of it.
    private static final int INVERSIONS = 6;

    private final long[] sourceNs;
    private final long[] tapeNs;
    private final double[] rates;

    private ClockMap(long[] sourceNs, long[] tapeNs, double[] rates) {
        this.sourceNs = sourceNs;
        this.tapeNs = tapeNs;
        this.rates = rates;
    }

    /// A clock that differs by a constant.
    public static ClockMap ofOffset(long offsetNs) {
        return new ClockMap(new long[] {0}, new long[] {offsetNs}, new double[] {1, 1});
    }

    /// A clock that drifts as guessed.
    static ClockMap ofGuess(Guess guess) {
        double rate = 1 + guess.drift();
        return new ClockMap(
                new long[] {guess.deviceNs()},
                new long[] {guess.deviceNs() + guess.offsetNs()},
                new double[] {rate, rate});
    }

    /// A clock that follows these segments.
    static ClockMap of(List<OffsetSegment> segments, long firstNs, long baseOffsetNs) {
        List<long[]> knots = new ArrayList<>();
        for (OffsetSegment segment : segments) {
            addKnot(knots, segment, segment.fromX(), firstNs, baseOffsetNs);
            addKnot(knots, segment, segment.toX(), firstNs, baseOffsetNs);
        }
        long[] source = knots.stream().mapToLong(knot -> knot[0]).toArray();
        long[] tape = knots.stream().mapToLong(knot -> knot[1]).toArray();
        double[] rates = new double[source.length + 1];
        rates[0] = 1 + segments.getFirst().chosen().slope();
        for (int i = 1; i < source.length; i++) {
            rates[i] = (double) (tape[i] - tape[i - 1]) / (source[i] - source[i - 1]);
        }
        rates[source.length] = 1 + segments.getLast().chosen().slope();
        return new ClockMap(source, tape, rates);
    }

    private static void addKnot(List<long[]> knots, OffsetSegment segment, double x, long firstNs, long baseOffsetNs) {
        long source = firstNs + (long) x;
        long tape = source + baseOffsetNs + Math.round(segment.chosen().at(x));
        if (knots.isEmpty()) {
            knots.add(new long[] {source, tape});
        } else if (source > knots.getLast()[0]) {
            knots.add(new long[] {source, Math.max(tape, knots.getLast()[1])});
        }
    }

    /// Whether it changes nothing.
    public boolean isSame() {
        return sourceNs.length == 1 && sourceNs[0] == tapeNs[0] && rates[0] == 1 && rates[1] == 1;
    }

    /// The source's time at a time of the tape, to within a nanosecond or two.
    long unapply(long tapeTimeNs) {
        long timeNs = tapeTimeNs - (tapeNs[0] - sourceNs[0]);
        for (int i = 0; i < INVERSIONS; i++) {
            timeNs -= apply(timeNs) - tapeTimeNs;
        }
        return timeNs;
    }

    /// The tape's time.
    public long apply(long timeNs) {
        int low = 0;
        int high = sourceNs.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sourceNs[middle] <= timeNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int knot = Math.max(0, low - 1);
        long distanceNs = timeNs - sourceNs[knot];
        double rate = rates[low];
        return tapeNs[knot] + distanceNs + (long) Math.floor((rate - 1) * distanceNs + 0.5);
    }
}
