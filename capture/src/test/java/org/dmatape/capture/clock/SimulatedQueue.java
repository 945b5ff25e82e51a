// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.dmatape.capture.clock.signal.QueueSignals;
import org.dmatape.capture.clock.signal.SideSignals;
import org.dmatape.capture.clock.signal.SignalTimes;

/// A driver and its device at work on one queue at a time, whose clocks differ by a known offset and drift: the truth
/// that an alignment must find within the bound it states.
final class SimulatedQueue {

    static final long BEGIN_NS = 5_000_000_000L;

    private static final long EPOCH_NS = 1_700_000_000_000_000_000L;
    /// How a clock wandered that was recorded in a guest: it gains 3 us in some 8 s, and loses them at once.
    private static final long WANDER_PERIOD_NS = 8_300_000_000L;

    private static final double WANDER_NS = 3_000;
    private static final long MICROSECOND_NS = 1_000;

    private final Random random;
    private final double drift;
    private final boolean disciplined;
    private LongUnaryOperator correction = _ -> 0;
    private SideSignals driver = new SideSignals();
    private SideSignals device = new SideSignals();
    private long nowNs = BEGIN_NS;

    SimulatedQueue(long seed, double drift) {
        this(seed, drift, false);
    }

    private SimulatedQueue(long seed, double drift, boolean disciplined) {
        this.random = new Random(seed);
        this.drift = drift;
        this.disciplined = disciplined;
    }

    /// As in real logs: the device's clock is corrected all the time, and its log leaves off what is below a
    /// microsecond.
    static SimulatedQueue ofDisciplinedClock(long seed, double drift) {
        return new SimulatedQueue(seed, drift, true);
    }

    /// The device's clock is moved, besides, by so much at a time of the driver's clock since the begin.
    SimulatedQueue corrected(LongUnaryOperator correctionNs) {
        correction = correctionNs;
        return this;
    }

    /// Both sides keep fewer signals than they usually do. To be said before it runs.
    SimulatedQueue keeping(int mostSignals) {
        driver = new SideSignals(mostSignals);
        device = new SideSignals(mostSignals);
        return this;
    }

    SideSignals driver() {
        return driver;
    }

    SideSignals device() {
        return device;
    }

    /// What the device's log says at a moment of the driver's clock.
    long deviceClock(long driverNs) {
        long steadyNs = driverNs
                + EPOCH_NS
                + Math.round((driverNs - BEGIN_NS) * drift)
                + correction.applyAsLong(driverNs - BEGIN_NS);
        if (!disciplined) {
            return steadyNs;
        }
        long wanderedNs = (long) (WANDER_NS * ((driverNs - BEGIN_NS) % WANDER_PERIOD_NS) / WANDER_PERIOD_NS);
        return Math.floorDiv(steadyNs + wanderedNs, MICROSECOND_NS) * MICROSECOND_NS;
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
