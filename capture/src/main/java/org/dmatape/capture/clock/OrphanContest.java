// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.dmatape.capture.clock.signal.QueueSignals;
import org.dmatape.capture.clock.signal.SignalTimes;

/// Decides between guesses that pair about as many signals. Where signals follow each other closely, causes lie near
/// effects at every offset; but at a wrong one many effects have no cause since the effect before, at the right one
/// hardly any. That is counted around where each guess was made.
final class OrphanContest {

    /// Effects looked at on each side of a guess, of all queues.
    private static final int EFFECTS_EACH_SIDE = 512;
    private static final long STEP_NS = 1_000;
    private static final long REACH_NS = 60_000;
    /// What a winner's share of orphans is at most, of the next one's, and by how much less it is at least.
    private static final double MOST_SHARE = 0.5;
    private static final double LEAST_LEAD = 0.05;

    private final long driverCutOffNs;
    private final long deviceCutOffNs;

    private record Contender(QueueAssignment assignment, double orphans) {}

    /// Told whether two guesses are the same one.
    interface Sameness {
        boolean areSame(Guess one, Guess other);
    }

    OrphanContest(long driverCutOffNs, long deviceCutOffNs) {
        this.driverCutOffNs = driverCutOffNs;
        this.deviceCutOffNs = deviceCutOffNs;
    }

    /// The guess with far fewer orphans than all others; empty when there is none.
    Optional<QueueAssignment> winner(List<QueueAssignment> assignments, Sameness sameness) {
        List<Contender> contenders = assignments.stream()
                .map(assignment -> new Contender(assignment, orphans(assignment)))
                .sorted(Comparator.comparingDouble(Contender::orphans))
                .toList();
        Contender first = contenders.getFirst();
        double leastOfOthers = contenders.stream()
                .filter(other -> !sameness.areSame(
                        first.assignment().guess(), other.assignment().guess()))
                .mapToDouble(Contender::orphans)
                .min()
                .orElse(1);
        boolean wins = first.orphans() <= MOST_SHARE * leastOfOthers && first.orphans() + LEAST_LEAD <= leastOfOthers;
        return wins ? Optional.of(first.assignment()) : Optional.empty();
    }

    /// The share of effects without a cause around a guess, at the best offset near to it; 1 when nothing is there.
    private double orphans(QueueAssignment assignment) {
        Guess guess = assignment.guess();
        ClockMap map = ClockMap.ofGuess(guess);
        long centreNs = map.apply(guess.deviceNs());
        List<CausalSignals> signals = new ArrayList<>();
        for (QueuePair pair : assignment.pairs()) {
            QueueSignals driver = pair.driver();
            QueueSignals device = pair.device();
            signals.add(new CausalSignals(
                    times(driver.bestKicks(), centreNs, 0, ClockMap.SAME),
                    gaps(driver.bestKicks(), centreNs),
                    times(device.kicks(), guess.deviceNs(), deviceCutOffNs, map),
                    1));
            signals.add(new CausalSignals(
                    times(device.interrupts(), guess.deviceNs(), 0, map),
                    gaps(device.interrupts(), guess.deviceNs()),
                    times(driver.interrupts(), centreNs, driverCutOffNs, ClockMap.SAME),
                    -1));
        }
        long least = LongStream.rangeClosed(-REACH_NS / STEP_NS, REACH_NS / STEP_NS)
                .map(step -> counts(signals, step * STEP_NS, centreNs))
                .filter(counts -> counts >= CausalSignals.TELLING)
                .boxed()
                .min(Comparator.comparingDouble(OrphanContest::share))
                .orElse(CausalSignals.TELLING + 1);
        return share(least);
    }

    private static long counts(List<CausalSignals> signals, long shiftNs, long centreNs) {
        return signals.stream()
                .mapToLong(signal -> signal.orphans(Long.MIN_VALUE, Long.MAX_VALUE, shiftNs, 0, centreNs))
                .sum();
    }

    private static double share(long counts) {
        long all = counts / CausalSignals.TELLING;
        return (double) (counts % CausalSignals.TELLING) / all;
    }

    private static long[] times(SignalTimes signals, long centreNs, long cutOffNs, ClockMap clock) {
        int from = from(signals, centreNs);
        long[] timesNs = new long[to(signals, centreNs) - from];
        Arrays.setAll(timesNs, i -> clock.apply(signals.at(from + i)) + cutOffNs);
        return timesNs;
    }

    private static BitSet gaps(SignalTimes signals, long centreNs) {
        return signals.gaps(from(signals, centreNs), to(signals, centreNs));
    }

    private static int from(SignalTimes signals, long centreNs) {
        return Math.max(0, signals.firstAtOrAfter(centreNs) - EFFECTS_EACH_SIDE);
    }

    private static int to(SignalTimes signals, long centreNs) {
        return Math.min(signals.count(), signals.firstAtOrAfter(centreNs) + EFFECTS_EACH_SIDE);
    }
}
