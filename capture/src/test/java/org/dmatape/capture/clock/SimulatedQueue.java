// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.Random;
import org.dmatape.capture.clock.signal.QueueSignals;
import org.dmatape.capture.clock.signal.SideSignals;
import org.dmatape.capture.clock.signal.SignalTimes;

/// A driver and its device at work on one queue at a time, whose clocks differ by a known offset and drift: the truth
/// that an alignment must find within the bound it states.
final class SimulatedQueue {

    static final long BEGIN_NS = 5_000_000_000L;

    private static final long EPOCH_NS = 1_700_000_000_000_000_000L;

    private final Random random;
    private final double drift;
    private final SideSignals driver = new SideSignals();
    private final SideSignals device = new SideSignals();
    private long nowNs = BEGIN_NS;

    SimulatedQueue(long seed, double drift) {
        this.random = new Random(seed);
        this.drift = drift;
    }

    SideSignals driver() {
        return driver;
    }

    SideSignals device() {
        return device;
    }

    /// What the device's clock shows at a moment of the driver's.
    long deviceClock(long driverNs) {
        return driverNs + EPOCH_NS + Math.round((driverNs - BEGIN_NS) * drift);
    }

    /// Requests come one or several at a time; some kicks are suppressed because the device is still busy, and some
    /// interrupts are raised before the handler of the one before has run.
    ///
    /// @param requests how many
    /// @param suppressed share of kicks the device does not see one by one
    /// @param coalesced share of interrupts handled together with the next
    /// @param lost share of the driver's records that are missing
    void run(int requests, double suppressed, double coalesced, double lost) {
        run("req.0", 0, requests, suppressed, coalesced, lost);
    }

    /// Requests of one of several queues that the driver gives the same name; nothing is suppressed or lost.
    void runNumbered(int index, int requests) {
        run("request", index, requests, 0, 0, 0);
    }

    private void run(String name, int index, int requests, double suppressed, double coalesced, double lost) {
        QueueSignals driverQueue = driver.queue("virtio0", name, index).orElseThrow();
        QueueSignals deviceQueue = device.queue("0x1", "0x" + (index + 2)).orElseThrow();
        deviceQueue.index(index);
        for (int i = 0; i < requests; i++) {
            nowNs += 50_000 + (long) (random.nextDouble() * random.nextDouble() * 4_000_000);
            record(driverQueue.kicks(), driver, nowNs, lost);
            nowNs += latency();
            if (random.nextDouble() >= suppressed) {
                record(deviceQueue.kicks(), device, deviceClock(nowNs), 0);
            }
            nowNs += 20_000 + latency();
            record(deviceQueue.interrupts(), device, deviceClock(nowNs), 0);
            nowNs += latency();
            if (random.nextDouble() >= coalesced) {
                record(driverQueue.interrupts(), driver, nowNs, lost);
            }
        }
    }

    /// Nothing happens for a while.
    void rest(long durationNs) {
        nowNs += durationNs;
    }

    private void record(SignalTimes signals, SideSignals side, long timeNs, double lost) {
        if (random.nextDouble() >= lost) {
            signals.add(timeNs);
            side.see(timeNs);
        }
    }

    private long latency() {
        return 3_000 + (long) (-Math.log(1 - random.nextDouble()) * 8_000);
    }
}
