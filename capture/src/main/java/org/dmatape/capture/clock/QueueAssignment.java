// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmatape.capture.clock.signal.QueueSignals;
import org.dmatape.capture.clock.signal.SideSignals;

/// Which queue of the driver is which of the device, at one guess of how the clocks relate: the best fitting pairs,
/// each queue once, and all queues of one virtio device in one device of the device model.
final class QueueAssignment {

    private final Guess guess;
    private final List<QueuePair> pairs;

    private QueueAssignment(Guess guess, List<QueuePair> pairs) {
        this.guess = guess;
        this.pairs = List.copyOf(pairs);
    }

    static QueueAssignment of(SideSignals driver, SideSignals device, Guess guess, int mostSteps) {
        List<QueuePair> possible = new ArrayList<>();
        for (QueueSignals driverQueue : driver.queues()) {
            for (QueueSignals deviceQueue : device.queues()) {
                if (driverQueue.canBe(deviceQueue)) {
                    QueuePair pair = QueuePair.of(driverQueue, deviceQueue, guess, mostSteps);
                    if (pair.pairs() > 0) {
                        possible.add(pair);
                    }
                }
            }
        }
        possible.sort(Comparator.comparingDouble(QueuePair::score).reversed());
        return new QueueAssignment(guess, choose(possible));
    }

    /// The same queues, matched as clocks that drift apart.
    QueueAssignment drifting(double drift, int mostSteps) {
        Guess drifting = guess.drifting(drift);
        return new QueueAssignment(
                drifting,
                pairs.stream()
                        .map(pair -> QueuePair.of(pair.driver(), pair.device(), drifting, mostSteps))
                        .toList());
    }

    private static List<QueuePair> choose(List<QueuePair> possible) {
        Set<QueueSignals> taken = new HashSet<>();
        Map<String, String> deviceOf = new HashMap<>();
        Map<String, String> driverOf = new HashMap<>();
        List<QueuePair> chosen = new ArrayList<>();
        for (QueuePair pair : possible) {
            String driver = pair.driver().device();
            String device = pair.device().device();
            boolean agrees = deviceOf.getOrDefault(driver, device).equals(device)
                    && driverOf.getOrDefault(device, driver).equals(driver);
            if (agrees && !taken.contains(pair.driver()) && !taken.contains(pair.device())) {
                taken.add(pair.driver());
                taken.add(pair.device());
                deviceOf.put(driver, device);
                driverOf.put(device, driver);
                chosen.add(pair);
            }
        }
        return chosen;
    }

    Guess guess() {
        return guess;
    }

    List<QueuePair> pairs() {
        return pairs;
    }

    double score() {
        return pairs.stream().mapToDouble(QueuePair::score).sum();
    }

    int pairCount() {
        return pairs.stream().mapToInt(QueuePair::pairs).sum();
    }

    /// What the pair nearest to a moment of the device's clock says of the offset there; the guess's when there is
    /// none.
    long offsetNear(long deviceNs) {
        long nearestNs = Long.MAX_VALUE;
        long offsetNs = guess.offsetNs();
        for (QueuePair pair : pairs) {
            int kick = pair.kicks().nearestByEffect(deviceNs);
            if (kick >= 0 && Math.abs(pair.kicks().effectNs(kick) - deviceNs) < nearestNs) {
                nearestNs = Math.abs(pair.kicks().effectNs(kick) - deviceNs);
                offsetNs = pair.kicks().causeNs(kick) - pair.kicks().effectNs(kick);
            }
            int interrupt = pair.interrupts().nearestByCause(deviceNs);
            if (interrupt >= 0 && Math.abs(pair.interrupts().causeNs(interrupt) - deviceNs) < nearestNs) {
                nearestNs = Math.abs(pair.interrupts().causeNs(interrupt) - deviceNs);
                offsetNs = pair.interrupts().effectNs(interrupt)
                        - pair.interrupts().causeNs(interrupt);
            }
        }
        return offsetNs;
    }
}
