// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.dmatape.capture.clock.signal.QueueSignals;
import org.dmatape.capture.clock.signal.SideSignals;
import org.dmatape.capture.clock.signal.SignalTimes;

/// Finds where a short run of signals of one side could lie in the signals of the other: the gaps between signals are
/// the same on every clock, nearly. Most of what it finds is chance; the order of all events decides.
final class PatternSearch {

    private static final int LONGEST_RUN = 8;
    private static final int SHORTEST_RUN = 3;
    private static final int MOST_RUNS = 16;
    private static final int MOST_GUESSES = 48;
    /// A gap that differs by more says nothing more.
    private static final long WORST_GAP_NS = 1_000_000;
    /// Guesses nearer to each other are the same.
    private static final long SAME_GUESS_NS = 200_000;

    private PatternSearch() {}

    /// The guesses that fit best, best first.
    static List<Guess> guesses(SideSignals driver, SideSignals device) {
        List<Guess> all = new ArrayList<>();
        for (QueueSignals driverQueue : driver.queues()) {
            for (QueueSignals deviceQueue : device.queues()) {
                if (driverQueue.canBe(deviceQueue)) {
                    search(driverQueue.bestKicks(), deviceQueue.kicks(), all);
                    search(driverQueue.interrupts(), deviceQueue.interrupts(), all);
                }
            }
        }
        all.sort(Comparator.comparingLong(Guess::mismatchNs)
                .thenComparingLong(Guess::offsetNs)
                .thenComparingLong(Guess::deviceNs));
        List<Guess> distinct = new ArrayList<>();
        for (Guess guess : all) {
            boolean isNew =
                    distinct.stream().noneMatch(known -> Math.abs(known.offsetNs() - guess.offsetNs()) < SAME_GUESS_NS);
            if (isNew && distinct.size() < MOST_GUESSES) {
                distinct.add(guess);
            }
        }
        return distinct;
    }

    private static void search(SignalTimes driver, SignalTimes device, List<Guess> into) {
        int length = Math.min(LONGEST_RUN, Math.min(driver.count(), device.count()));
        if (length < SHORTEST_RUN) {
            return;
        }
        int runs = Math.min(MOST_RUNS, driver.count() / length);
        for (int run = 0; run < runs; run++) {
            int begin = runs == 1 ? 0 : (int) ((long) (driver.count() - length) * run / (runs - 1));
            into.add(best(driver, begin, length, device));
        }
    }

    private static Guess best(SignalTimes driver, int begin, int length, SignalTimes device) {
        long leastMismatch = Long.MAX_VALUE;
        int bestStart = 0;
        for (int start = 0; start + length <= device.count(); start++) {
            long mismatch = 0;
            for (int i = 1; i < length && mismatch < leastMismatch; i++) {
                long driverGap = driver.at(begin + i) - driver.at(begin + i - 1);
                long deviceGap = device.at(start + i) - device.at(start + i - 1);
                mismatch += Math.min(WORST_GAP_NS, Math.abs(driverGap - deviceGap));
            }
            if (mismatch < leastMismatch) {
                leastMismatch = mismatch;
                bestStart = start;
            }
        }
        long[] offsets = new long[length];
        for (int i = 0; i < length; i++) {
            offsets[i] = driver.at(begin + i) - device.at(bestStart + i);
        }
        Arrays.sort(offsets);
        return new Guess(device.at(bestStart), offsets[length / 2], 0, leastMismatch / (length - 1));
    }
}
