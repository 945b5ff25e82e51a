// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

import java.util.List;
import java.util.Set;

/// How well the clocks of the sources agree: two events of different sources whose times differ by no more than the
/// error have no known order.
public final class SourceClocks {

    private final List<KnownClock> clocks;
    private final Set<Integer> driver;
    private final boolean driverRelated;
    private final long driverErrorNs;
    private final int invalidating;

    /// What the sources of a tape say of their clocks.
    public SourceClocks(SourceFacts facts) {
        clocks = facts.clocks();
        driver = facts.driver();
        driverRelated = clocks.stream().noneMatch(clock -> !clock.related() && driver.contains(clock.source()));
        driverErrorNs = clocks.stream()
                .filter(clock -> driver.contains(clock.source()))
                .mapToLong(KnownClock::uncertaintyNs)
                .max()
                .orElse(0);
        invalidating = facts.invalidating().orElse(-1);
    }

    /// Whether a source is of the driver's side.
    public boolean isDriver(int source) {
        return driver.contains(source);
    }

    /// Whether anything ties a source to the driver's side.
    public boolean isRelated(int source) {
        return driver.contains(source)
                || (driverRelated && clocks.stream().noneMatch(clock -> clock.source() == source && !clock.related()));
    }

    /// By how much an event of a source may be off against the driver's side.
    public long errorNs(int source, long atNs) {
        if (driver.contains(source)) {
            return 0;
        }
        long within = -1;
        long ever = 0;
        for (KnownClock clock : clocks) {
            if (clock.source() == source) {
                ever = Math.max(ever, clock.uncertaintyNs());
                if (atNs >= clock.fromNs() && atNs <= clock.toNs()) {
                    within = Math.max(within, clock.uncertaintyNs());
                }
            }
        }
        return (within >= 0 ? within : ever) + driverErrorNs;
    }

    /// By how much the invalidations that the device's side recorded may be off around a time.
    public long invalidationErrorNs(long atNs) {
        long errorNs = 0;
        long latestNs = Long.MIN_VALUE;
        for (KnownClock clock : clocks) {
            if (clock.source() == invalidating && clock.fromNs() <= atNs && clock.fromNs() >= latestNs) {
                latestNs = clock.fromNs();
                errorNs = clock.uncertaintyNs();
            }
        }
        return errorNs + driverErrorNs;
    }
}
