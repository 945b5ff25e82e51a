// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.dmatape.capture.clock.offset.OffsetBounds;
import org.dmatape.capture.clock.signal.QueueSignals;
import org.dmatape.capture.clock.signal.SignalTimes;

/// Bounds from pairs that can be no others. A cause and an effect are a pair for sure when the effect cannot be that
/// of the cause before: because that one has its own effect at every offset that is possible, or because it would
/// have waited for an unusual time.
final class ForcedPairs {

    private final QueueAssignment assignment;
    private final ClockMap first;
    private final long driverCutOffNs;
    private final long deviceCutOffNs;
    private final List<CausalSignals> kicks = new ArrayList<>();
    private final List<CausalSignals> interrupts = new ArrayList<>();
    private final OffsetBand band;

    /// @param first a first relation of the clocks
    /// @param driverCutOffNs what is cut off the driver's time stamps
    /// @param deviceCutOffNs what is cut off the device's
    ForcedPairs(QueueAssignment assignment, ClockMap first, long driverCutOffNs, long deviceCutOffNs) {
        this.assignment = assignment;
        this.first = first;
        this.driverCutOffNs = driverCutOffNs;
        this.deviceCutOffNs = deviceCutOffNs;
        for (QueuePair pair : assignment.pairs()) {
            QueueSignals driver = pair.driver();
            QueueSignals device = pair.device();
            kicks.add(new CausalSignals(
                    times(driver.bestKicks(), timeNs -> timeNs),
                    gaps(driver.bestKicks()),
                    times(device.kicks(), timeNs -> first.apply(timeNs) + deviceCutOffNs),
                    1));
            interrupts.add(new CausalSignals(
                    times(device.interrupts(), first::apply),
                    gaps(device.interrupts()),
                    times(driver.interrupts(), timeNs -> timeNs + driverCutOffNs),
                    -1));
        }
        List<CausalSignals> all = new ArrayList<>(kicks);
        all.addAll(interrupts);
        this.band = OffsetBand.of(all);
    }

    private static long[] times(SignalTimes signals, LongUnaryOperator clock) {
        long[] timesNs = new long[signals.count()];
        for (int i = 0; i < timesNs.length; i++) {
            timesNs[i] = clock.applyAsLong(signals.at(i));
        }
        return timesNs;
    }

    private static BitSet gaps(SignalTimes signals) {
        return signals.gaps(0, signals.count());
    }

    /// Adds all bounds.
    OffsetBounds bound(OffsetBounds bounds) {
        band.addTo(bounds, first);
        Witnesses leasts = new Witnesses(band.stretchCount());
        Witnesses mosts = new Witnesses(band.stretchCount());
        for (int i = 0; i < assignment.pairs().size(); i++) {
            witnessLeasts(i, leasts);
            witnessMosts(i, mosts);
        }
        leasts.forEach(bounds::atLeast);
        mosts.forEach(bounds::atMost);
        return bounds;
    }

    private void witnessLeasts(int queue, Witnesses leasts) {
        long longestWaitNs = kicks.get(queue).longestWaitNs();
        assignment.pairs().get(queue).kicks().evidence((kickNs, arrivalNs, kickBeforeNs, arrivalBeforeNs) -> {
            long expectedNs = first.apply(arrivalNs);
            long leastNs = band.leastNs(kickNs);
            boolean isPossible = kickNs <= expectedNs + deviceCutOffNs + band.mostNs(kickNs);
            boolean otherHasOwn = kickBeforeNs <= first.apply(arrivalBeforeNs) + leastNs;
            boolean otherWaitedLong = expectedNs + leastNs - kickBeforeNs > longestWaitNs;
            if (isPossible && (otherHasOwn || otherWaitedLong)) {
                long offsetNs = kickNs - arrivalNs - deviceCutOffNs;
                leasts.add(band.stretchAt(kickNs), arrivalNs, offsetNs, kickNs - expectedNs);
            }
        });
    }

    private void witnessMosts(int queue, Witnesses mosts) {
        long longestWaitNs = interrupts.get(queue).longestWaitNs();
        assignment
                .pairs()
                .get(queue)
                .interrupts()
                .evidence((interruptNs, handlerNs, interruptBeforeNs, handlerBeforeNs) -> {
                    long expectedNs = first.apply(interruptNs);
                    long latestBeforeNs = first.apply(interruptBeforeNs) + deviceCutOffNs + band.mostNs(handlerNs);
                    boolean isPossible = expectedNs + band.leastNs(handlerNs) <= handlerNs + driverCutOffNs;
                    boolean otherHasOwn = latestBeforeNs <= handlerBeforeNs;
                    boolean otherWaitedLong = handlerNs - latestBeforeNs > longestWaitNs;
                    if (isPossible && (otherHasOwn || otherWaitedLong)) {
                        long offsetNs = handlerNs - interruptNs + driverCutOffNs;
                        mosts.add(band.stretchAt(handlerNs), interruptNs, offsetNs, expectedNs - handlerNs);
                    }
                });
    }
}
