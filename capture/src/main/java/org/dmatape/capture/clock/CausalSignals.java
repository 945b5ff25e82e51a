// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;

/// One kind of signals of one queue from both sides, on the tape's clock as a first relation of the clocks has it:
/// causes on one side, effects on the other. An effect takes in everything that was caused since the effect before
/// it, so each needs a cause of its own since then, and one that has not waited for an unusual time. An effect
/// without such a cause is an orphan; a wrong offset makes many of them. Where causes were not kept, effects tell
/// nothing.
final class CausalSignals {

    /// In counts of orphans, one effect that may be one or not.
    static final long TELLING = 1L << 32;

    private static final long LEAST_WAIT_NS = 30_000;
    /// Of the middle wait, how often it is an effect may wait before it counts as without a cause.
    private static final int MIDDLE_WAITS = 3;
    private static final int MIDDLE_PERCENT = 50;
    private static final int RARE_PERCENT = 98;
    /// Of a wait that only some in a hundred exceed, how often it is none will be.
    private static final int RARE_WAITS = 3;

    private final long[] causesNs;
    private final BitSet causeGaps;
    private final long[] effectsNs;
    private final int effectMoves;
    private final long unusualWaitNs;
    private final long longestWaitNs;

    /// @param causesNs causes in order, in nanoseconds of the tape's clock
    /// @param causeGaps those before which others were not kept
    /// @param effectsNs effects in order, as late as their time stamps allow
    /// @param effectMoves 1 if the effects are stamped by the source's clock, -1 if the causes are
    CausalSignals(long[] causesNs, BitSet causeGaps, long[] effectsNs, int effectMoves) {
        this.causesNs = causesNs;
        this.causeGaps = causeGaps;
        this.effectsNs = effectsNs;
        this.effectMoves = effectMoves;
        long[] waitsNs = waitsNs();
        this.unusualWaitNs = LEAST_WAIT_NS + MIDDLE_WAITS * at(waitsNs, MIDDLE_PERCENT);
        this.longestWaitNs = LEAST_WAIT_NS + RARE_WAITS * at(waitsNs, RARE_PERCENT);
    }

    private static long at(long[] sortedNs, int percent) {
        return sortedNs.length == 0 ? 0 : sortedNs[Math.min(sortedNs.length - 1, sortedNs.length * percent / 100)];
    }

    /// From each effect back to the latest of the causes it takes in, in order of length.
    private long[] waitsNs() {
        long[] waitsNs = new long[effectsNs.length];
        int count = 0;
        int cause = 0;
        for (long effectNs : effectsNs) {
            int taken = cause;
            while (cause < causesNs.length && causesNs[cause] <= effectNs) {
                cause++;
            }
            if (cause > taken && !causeGaps.get(cause)) {
                waitsNs[count] = effectNs - causesNs[cause - 1];
                count++;
            }
        }
        long[] sortedNs = Arrays.copyOf(waitsNs, count);
        Arrays.sort(sortedNs);
        return sortedNs;
    }

    /// Whether not all causes were kept.
    boolean hasGaps() {
        return !causeGaps.isEmpty();
    }

    /// How long no effect is in coming.
    long longestWaitNs() {
        return longestWaitNs;
    }

    /// Times of the effects while causes were recorded.
    LongStream tellingNs() {
        if (causesNs.length == 0) {
            return LongStream.empty();
        }
        int from = firstAtOrAfter(effectsNs, causesNs[0]);
        int to = firstAfter(effectsNs, causesNs[causesNs.length - 1]);
        LongStream inside = Arrays.stream(effectsNs, from, to);
        return causeGaps.isEmpty() ? inside : inside.filter(effectNs -> !causeGaps.get(firstAfter(causesNs, effectNs)));
    }

    /// Effects in a stretch of time that would be without a cause if the offset were greater by
    /// `shiftNs + slope * (time - centreNs)`. Effects before the first cause or after the last tell nothing.
    ///
    /// @return the orphans, and times [#TELLING] the effects that tell something
    long orphans(long fromNs, long toNs, long shiftNs, double slope, long centreNs) {
        if (causesNs.length == 0) {
            return 0;
        }
        int first = firstAtOrAfter(effectsNs, fromNs);
        long orphans = 0;
        int taken = 0;
        if (first > 0) {
            taken = firstAfter(causesNs, moved(first - 1, shiftNs, slope, centreNs));
        }
        int cause = taken;
        for (int i = first; i < effectsNs.length && effectsNs[i] < toNs; i++) {
            long effectNs = moved(i, shiftNs, slope, centreNs);
            while (cause < causesNs.length && causesNs[cause] <= effectNs) {
                cause++;
            }
            boolean isInside = cause > 0 && cause < causesNs.length && !causeGaps.get(cause);
            if (isInside) {
                boolean isOrphan = cause == taken || effectNs - causesNs[cause - 1] > unusualWaitNs;
                orphans += isOrphan ? TELLING + 1 : TELLING;
            }
            taken = cause;
        }
        return orphans;
    }

    private long moved(int effect, long shiftNs, double slope, long centreNs) {
        long effectNs = effectsNs[effect];
        return effectNs + effectMoves * (shiftNs + (long) (slope * (effectNs - centreNs)));
    }

    private static int firstAtOrAfter(long[] timesNs, long timeNs) {
        int low = 0;
        int high = timesNs.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timesNs[middle] < timeNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int firstAfter(long[] timesNs, long timeNs) {
        return firstAtOrAfter(timesNs, timeNs + 1);
    }
}
