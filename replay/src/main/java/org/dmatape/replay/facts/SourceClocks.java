// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.facts;

import java.util.BitSet;
import java.util.List;

/// How well the clocks of the sources agree: two events of different sources whose times differ by no more than the
/// error have no known order.
public final class SourceClocks {

    private final List<KnownClock> clocks;
    private final BitSet driver = new BitSet();
    private final BitSet unrelated = new BitSet();
    private final long driverErrorNs;
    private final int invalidating;
    private Window lastError = Window.NONE;
    private Window lastInvalidation = Window.NONE;

    /// The error of a source while it stays the same: events come in the order of their times, so the last one found
    /// mostly serves the next event, too.
    private record Window(int source, long fromNs, long toNs, long errorNs) {

        private static final int NO_SOURCE = -2;
        private static final Window NONE = new Window(NO_SOURCE, 0, 0, 0);

        private boolean holds(int ofSource, long atNs) {
            return source == ofSource && atNs >= fromNs && atNs <= toNs;
        }
    }

    /// What the sources of a tape say of their clocks.
    public SourceClocks(SourceFacts facts) {
        clocks = facts.clocks();
        facts.driver().forEach(driver::set);
        clocks.stream().filter(clock -> !clock.related()).forEach(clock -> unrelated.set(clock.source()));
        driverErrorNs = clocks.stream()
                .filter(clock -> driver.get(clock.source()))
                .mapToLong(KnownClock::uncertaintyNs)
                .max()
                .orElse(0);
        invalidating = facts.invalidating().orElse(-1);
    }

    /// Whether a source is of the driver's side.
    public boolean isDriver(int source) {
        return driver.get(source);
    }

    /// Whether anything ties a source to the driver's side.
    public boolean isRelated(int source) {
        return driver.get(source) || (!unrelated.get(source) && !driver.intersects(unrelated));
    }

    /// By how much an event of a source may be off against the driver's side.
    public long errorNs(int source, long atNs) {
        if (driver.get(source)) {
            return 0;
        }
        if (!lastError.holds(source, atNs)) {
            lastError = error(source, atNs);
        }
        return lastError.errorNs + driverErrorNs;
    }

    private Window error(int source, long atNs) {
        long fromNs = Long.MIN_VALUE;
        long toNs = Long.MAX_VALUE;
        long within = -1;
        long ever = 0;
        for (KnownClock clock : clocks) {
            if (clock.source() != source) {
                continue;
            }
            ever = Math.max(ever, clock.uncertaintyNs());
            if (clock.toNs() < atNs) {
                fromNs = Math.max(fromNs, clock.toNs() + 1);
            } else if (clock.fromNs() > atNs) {
                toNs = Math.min(toNs, clock.fromNs() - 1);
            } else {
                fromNs = Math.max(fromNs, clock.fromNs());
                toNs = Math.min(toNs, clock.toNs());
                within = Math.max(within, clock.uncertaintyNs());
            }
        }
        return new Window(source, fromNs, toNs, within >= 0 ? within : ever);
    }

    /// By how much the invalidations that the device's side recorded may be off around a time.
    public long invalidationErrorNs(long atNs) {
        if (!lastInvalidation.holds(invalidating, atNs)) {
            lastInvalidation = invalidationError(atNs);
        }
        return lastInvalidation.errorNs + driverErrorNs;
    }

    private Window invalidationError(long atNs) {
        long fromNs = Long.MIN_VALUE;
        long toNs = Long.MAX_VALUE;
        long errorNs = 0;
        for (KnownClock clock : clocks) {
            if (clock.source() != invalidating) {
                continue;
            }
            if (clock.fromNs() > atNs) {
                toNs = Math.min(toNs, clock.fromNs() - 1);
            } else if (clock.fromNs() > fromNs) {
                fromNs = clock.fromNs();
                errorNs = clock.uncertaintyNs();
            } else if (clock.fromNs() == fromNs) {
                errorNs = Math.max(errorNs, clock.uncertaintyNs());
            }
        }
        return new Window(invalidating, fromNs, toNs, errorNs);
    }
}
