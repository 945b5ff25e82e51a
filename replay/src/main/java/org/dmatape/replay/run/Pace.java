// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.concurrent.locks.LockSupport;

/// Holds steps back until their time. The plan is fixed by the first step: a late step makes no later one later, it is
/// caught up with.
public final class Pace {

    /// Shorter waits are not slept, for a sleep is no more exact than this.
    private static final long SHORTEST_SLEEP_NS = 60_000;

    private final Speed speed;
    private final Drift drift = new Drift();
    private boolean begun;
    private boolean waited;
    private long firstTsNs;
    private long beganNs;

    /// Nothing is planned yet.
    public Pace(Speed speed) {
        this.speed = speed;
    }

    /// How late the steps were so far.
    public Drift drift() {
        return drift;
    }

    /// Whether the last step had to be waited for: nothing is to be caught up with.
    public boolean waited() {
        return waited;
    }

    /// Returns when it is time for a step.
    public void await(long tsNs) {
        if (speed.isMax()) {
            return;
        }
        if (!begun) {
            begun = true;
            firstTsNs = tsNs;
            beganNs = System.nanoTime();
        }
        long plannedNs = beganNs + (long) ((tsNs - firstTsNs) / speed.factor());
        long waitNs = plannedNs - System.nanoTime();
        waited = waitNs > 0;
        while (waitNs > 0 && !Thread.currentThread().isInterrupted()) {
            if (waitNs > SHORTEST_SLEEP_NS) {
                LockSupport.parkNanos(waitNs - SHORTEST_SLEEP_NS);
            } else {
                Thread.onSpinWait();
            }
            waitNs = plannedNs - System.nanoTime();
        }
        drift.add(Math.max(0, -waitNs));
    }
}
