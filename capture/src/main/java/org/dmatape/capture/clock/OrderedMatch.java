// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.Arrays;
import java.util.BitSet;
import org.dmatape.capture.clock.signal.SignalTimes;

/// Pairs causes with their effects in order, beginning where a guess says how the clocks relate and walking away from
/// there in both directions. A cause without effect (a suppressed kick, a coalesced interrupt) and an effect without
/// cause (one that was lost) are passed over: the next of either side that lies where the last ones did goes on.
///
/// A pair counts as evidence only between two pairs that follow one another on both sides without anything in between:
/// then there is nothing else the effect could belong to.
final class OrderedMatch {

    /// A pair this far from where it was expected counts half.
    private static final double HALF_WEIGHT_NS = 50_000;

    /// Pairs before and behind that a pair is compared with, and how many of their usual deviations it may be sooner.
    private static final int NEIGHBOURS = 8;
    private static final int MOST_SPREADS = 4;
    /// Farther away drift would be mistaken for a difference.
    private static final long NEAR_NS = 100_000_000;
    private static final long SMALL_SPREAD_NS = 5_000;

    private final SignalTimes causes;
    private final SignalTimes effects;
    private final BitSet causeGaps;
    private final BitSet effectGaps;
    private final long fromNs;
    private final double drift;
    private final int[] effectOfCause;
    private int pairs;
    private double weight;

    private OrderedMatch(SignalTimes causes, SignalTimes effects, long fromNs, double drift) {
        this.causes = causes;
        this.effects = effects;
        this.causeGaps = causes.gaps(0, causes.count());
        this.effectGaps = effects.gaps(0, effects.count());
        this.fromNs = fromNs;
        this.drift = drift;
        this.effectOfCause = new int[causes.count()];
        Arrays.fill(effectOfCause, -1);
    }

    /// Matches.
    ///
    /// @param fromNs where to begin, on the causes' clock
    /// @param shiftNs from a cause to where its effect is expected, there
    /// @param drift how much that grows from there, per unit of time
    /// @param mostSteps how far to walk in each direction
    static OrderedMatch of(
            SignalTimes causes, SignalTimes effects, long fromNs, long shiftNs, double drift, int mostSteps) {
        OrderedMatch match = new OrderedMatch(causes, effects, fromNs, drift);
        int cause = causes.firstAtOrAfter(fromNs);
        int effect = effects.firstAtOrAfter(fromNs + shiftNs - FollowedShift.TOLERANCE_NS);
        match.walk(cause, effect, 1, shiftNs, mostSteps);
        int effectBefore = effects.firstAtOrAfter(fromNs + shiftNs + FollowedShift.TOLERANCE_NS) - 1;
        match.walk(cause - 1, effectBefore, -1, shiftNs, mostSteps);
        return match;
    }

    private void walk(int firstCause, int firstEffect, int step, long firstShiftNs, int mostSteps) {
        int cause = firstCause;
        int effect = firstEffect;
        FollowedShift shift = new FollowedShift(fromNs, firstShiftNs, drift);
        for (int steps = 0; steps < mostSteps && isIn(cause, causes) && isIn(effect, effects); steps++) {
            long causeNs = causes.at(cause);
            if (isBesideGap(cause, effect)) {
                shift.learn();
            }
            long toleranceNs = shift.toleranceNs(causeNs);
            long missNs = miss(cause, effect, shift);
            if (missNs * step < -toleranceNs || isNearer(missNs, cause, effect + step, shift)) {
                effect += step;
            } else if (missNs * step > toleranceNs || isNearer(missNs, cause + step, effect, shift)) {
                cause += step;
            } else {
                if (isFree(effect, cause, step)) {
                    effectOfCause[cause] = effect;
                    pairs++;
                    weight += HALF_WEIGHT_NS / (HALF_WEIGHT_NS + Math.abs(missNs));
                    if (!isBesideGap(cause, effect)) {
                        shift.follow(causeNs, missNs);
                    }
                }
                cause += step;
                effect += step;
            }
        }
    }

    /// What belongs to the one or the other may be among the signals that were not kept.
    private boolean isBesideGap(int cause, int effect) {
        return causeGaps.get(cause) || causeGaps.get(cause + 1) || effectGaps.get(effect) || effectGaps.get(effect + 1);
    }

    private boolean isNearer(long missNs, int cause, int effect, FollowedShift shift) {
        return isIn(cause, causes) && isIn(effect, effects) && Math.abs(miss(cause, effect, shift)) < Math.abs(missNs);
    }

    /// How far an effect lies behind where that of the cause is expected.
    private long miss(int cause, int effect, FollowedShift shift) {
        long causeNs = causes.at(cause);
        return effects.at(effect) - causeNs - shift.at(causeNs);
    }

    /// Where the two walks meet, the second may not take what the first has taken.
    private boolean isFree(int effect, int cause, int step) {
        int next = cause - step;
        return !isIn(next, causes) || effectOfCause[next] < 0 || (effectOfCause[next] - effect) * step < 0;
    }

    private static boolean isIn(int index, SignalTimes times) {
        return index >= 0 && index < times.count();
    }

    /// The cause with an effect that happened nearest to a moment of the causes' clock; -1 when there is none.
    int nearestByCause(long timeNs) {
        return nearest(timeNs, false);
    }

    /// The cause whose effect happened nearest to a moment of the effects' clock; -1 when there is none.
    int nearestByEffect(long timeNs) {
        return nearest(timeNs, true);
    }

    private int nearest(long timeNs, boolean byEffect) {
        int nearest = -1;
        long distanceNs = Long.MAX_VALUE;
        for (int cause = 0; cause < effectOfCause.length; cause++) {
            if (effectOfCause[cause] >= 0) {
                long hereNs = Math.abs((byEffect ? effectNs(cause) : causes.at(cause)) - timeNs);
                if (hereNs < distanceNs) {
                    distanceNs = hereNs;
                    nearest = cause;
                }
            }
        }
        return nearest;
    }

    long causeNs(int cause) {
        return causes.at(cause);
    }

    /// When the effect of a cause that has one happened.
    long effectNs(int cause) {
        return effects.at(effectOfCause[cause]);
    }

    /// Causes with an effect.
    int pairs() {
        return pairs;
    }

    /// The pairs, each the less the farther it lies from where it was expected.
    double weight() {
        return weight;
    }

    /// How much of both sides, where they overlap, the pairs are: 1 when every cause has an effect and every effect a
    /// cause, and all lie where they were expected.
    double fit() {
        int first = -1;
        int last = -1;
        for (int i = 0; i < effectOfCause.length; i++) {
            if (effectOfCause[i] >= 0) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        if (first < 0) {
            return 0;
        }
        int causesThere = last - first + 1;
        int effectsThere = effectOfCause[last] - effectOfCause[first] + 1;
        return weight / (causesThere + effectsThere - pairs);
    }

    /// Told of a pair, and of the one before it.
    interface PairSink {
        void pair(long causeNs, long effectNs, long causeBeforeNs, long effectBeforeNs);
    }

    /// Hands out the pairs that count as evidence. One whose effect comes far sooner after its cause than those around
    /// it is none: a record that was lost beside another makes such pairs.
    void evidence(PairSink sink) {
        int[] paired = new int[pairs];
        int count = 0;
        for (int i = 0; i < effectOfCause.length; i++) {
            if (effectOfCause[i] >= 0) {
                paired[count] = i;
                count++;
            }
        }
        for (int i = 1; i + 1 < count; i++) {
            int cause = paired[i];
            int effect = effectOfCause[cause];
            boolean standsBetween = paired[i - 1] == cause - 1
                    && paired[i + 1] == cause + 1
                    && effectOfCause[cause - 1] == effect - 1
                    && effectOfCause[cause + 1] == effect + 1;
            if (standsBetween && !isBesideGap(cause, effect) && !isTooSoon(paired, i, count)) {
                sink.pair(causes.at(cause), effects.at(effect), causes.at(cause - 1), effects.at(effect - 1));
            }
        }
    }

    private boolean isTooSoon(int[] paired, int position, int count) {
        long hereNs = causes.at(paired[position]);
        int from = position;
        while (from > 0 && position - from < NEIGHBOURS && hereNs - causes.at(paired[from - 1]) <= NEAR_NS) {
            from--;
        }
        int to = position + 1;
        while (to < count && to - position <= NEIGHBOURS && causes.at(paired[to]) - hereNs <= NEAR_NS) {
            to++;
        }
        long[] delays = new long[to - from];
        for (int i = from; i < to; i++) {
            delays[i - from] = delay(paired[i]);
        }
        Arrays.sort(delays);
        long usual = delays[delays.length / 2];
        for (int i = 0; i < delays.length; i++) {
            delays[i] = Math.abs(delays[i] - usual);
        }
        Arrays.sort(delays);
        long spread = delays[delays.length / 2];
        return delay(paired[position]) < usual - MOST_SPREADS * spread - SMALL_SPREAD_NS;
    }

    private long delay(int cause) {
        return effects.at(effectOfCause[cause]) - causes.at(cause);
    }
}
