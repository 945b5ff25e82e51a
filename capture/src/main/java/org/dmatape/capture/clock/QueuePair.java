// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import org.dmatape.capture.clock.signal.QueueSignals;

/// A queue of the driver and the queue of the device that it seems to be.
///
/// @param driver the driver's side
/// @param device the device's side
/// @param kicks the driver's kicks and their arrival
/// @param interrupts the device's interrupts and their handling
record QueuePair(QueueSignals driver, QueueSignals device, OrderedMatch kicks, OrderedMatch interrupts) {

    /// Matches two queues at a guess.
    static QueuePair of(QueueSignals driver, QueueSignals device, Guess guess, int mostSteps) {
        return new QueuePair(
                driver,
                device,
                OrderedMatch.of(
                        driver.bestKicks(),
                        device.kicks(),
                        guess.deviceNs() + guess.offsetNs(),
                        -guess.offsetNs(),
                        -guess.drift(),
                        mostSteps),
                OrderedMatch.of(
                        device.interrupts(),
                        driver.interrupts(),
                        guess.deviceNs(),
                        guess.offsetNs(),
                        guess.drift(),
                        mostSteps));
    }

    int pairs() {
        return kicks.pairs() + interrupts.pairs();
    }

    /// How sure it is that both are one queue: the weight of what fits, times the part that does.
    double score() {
        return kicks.weight() * kicks.fit() + interrupts.weight() * interrupts.fit();
    }
}
