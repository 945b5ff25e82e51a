// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import org.dmatape.capture.clock.offset.OffsetBounds;
import org.dmatape.capture.clock.signal.LossSpans;
import org.dmatape.capture.clock.signal.PageOperations;
import org.dmatape.capture.clock.signal.PageSightings;
import org.dmatape.capture.clock.signal.SideSignals;

/// Bounds from what both sides saw happen to pages, whatever the driver did wrong:
///
/// - The IOMMU is told to forget a range, or to map it, while the kernel's operation on just that range runs: after it
///   changed the page table, and before it returns.
/// - A page is found to be mapped to a frame after it was first mapped to it.
///
/// That a page is used before it is unmapped is what a driver should see to; it bounds nothing here.
///
/// Which operation it was is open where a page is used again and again. All of the ones count that are possible by the
/// bounds so far, so that tighter bounds make these tighter, too.
final class PageOrders {

    private static final int STRETCHES = 32;
    private static final long PAGE_BYTES = 1 << 12;
    private static final long MOST_BYTES = 16 * PAGE_BYTES;
    /// No operation is taken to last longer.
    static final long REACH_NS = 10_000_000;
    /// Of the invalidations, how many an operation must explain; where others come in, the kernel's are not all
    /// recorded.
    private static final double LEAST_EXPLAINED = 0.9;
    private static final int MOST_LOOKED_AT = 64;
    /// What was mapped before the recording began may be in the IOMMU's cache that long.
    private static final long SETTLED_NS = 100_000_000;

    private final PageOperations operations;
    private final LossSpans losses;
    private final PageSightings sightings;
    private final long driverCutOffNs;
    private final long deviceCutOffNs;

    PageOrders(SideSignals driver, SideSignals device) {
        this.operations = driver.operations();
        this.losses = driver.losses();
        this.sightings = device.sightings();
        this.driverCutOffNs = driver.cutOffNs();
        this.deviceCutOffNs = device.cutOffNs();
    }

    /// Adds all bounds.
    ///
    /// @param limits what the bounds so far leave
    /// @return whether there was any
    boolean addTo(OffsetBounds bounds, OffsetLimits limits, long lastNs) {
        if (operations.isEmpty() || sightings.count() == 0) {
            return false;
        }
        Collector found = new Collector(limits, bounds.firstNs(), lastNs);
        for (int i = 0; i < sightings.count(); i++) {
            found.look(i);
        }
        if (found.explained < LEAST_EXPLAINED * found.asked) {
            return false;
        }
        found.leasts.forEach(bounds::atLeast);
        found.mosts.forEach(bounds::atMost);
        return true;
    }

    /// From the first begin to the last end.
    private static final class Span {

        private long leastNs = Long.MAX_VALUE;
        private long mostNs = Long.MIN_VALUE;

        private void take(long beginNs, long endNs) {
            leastNs = Math.min(leastNs, beginNs);
            mostNs = Math.max(mostNs, endNs);
        }

        private boolean isEmpty() {
            return mostNs == Long.MIN_VALUE;
        }
    }

    private final class Collector {

        private final OffsetLimits limits;
        private final long firstNs;
        private final long stretchNs;
        private final Witnesses leasts = new Witnesses(STRETCHES);
        private final Witnesses mosts = new Witnesses(STRETCHES);
        private long asked;
        private long explained;

        Collector(OffsetLimits limits, long firstNs, long lastNs) {
            this.limits = limits;
            this.firstNs = firstNs;
            this.stretchNs = Math.max(1, (lastNs - firstNs) / STRETCHES + 1);
        }

        void look(int sighting) {
            long atNs = sightings.tsNs(sighting);
            long fromNs = limits.earliestNs(atNs);
            long toNs = limits.latestNs(atNs) + deviceCutOffNs;
            boolean isCovered = fromNs > operations.firstNs() + REACH_NS
                    && toNs < Math.min(operations.lastNs(), operations.completeUntilNs())
                    && toNs - fromNs < REACH_NS
                    && operations.isWhole(fromNs - REACH_NS, toNs + REACH_NS)
                    && !losses.touch(fromNs - REACH_NS, toNs + REACH_NS);
            if (!isCovered) {
                return;
            }
            switch (sightings.kind(sighting)) {
                case INVALIDATED, MAPPED -> inside(sighting, fromNs, toNs);
                case TRANSLATED -> after(sighting, fromNs, toNs);
            }
        }

        private void inside(int sighting, long fromNs, long toNs) {
            long iova = sightings.iova(sighting);
            long sizeBytes = sightings.sizeBytes(sighting);
            boolean isMapped = sightings.kind(sighting) == PageSightings.Kind.MAPPED;
            if (sizeBytes > MOST_BYTES || sizeBytes % PAGE_BYTES != 0) {
                return;
            }
            Span span = new Span();
            operations.forEachOn(iova, sizeBytes, fromNs - REACH_NS, toNs + REACH_NS, operation -> {
                boolean belongs = isMapped
                        ? operations.isMap(operation) && operations.isExactly(operation, iova, sizeBytes)
                        : operations.isInside(operation, iova, sizeBytes);
                long beginNs = isMapped ? operations.beginNs(operation) : operations.tsNs(operation);
                long endNs = operations.endNs(operation) + driverCutOffNs;
                if (belongs && beginNs <= toNs && endNs >= fromNs) {
                    span.take(beginNs, endNs);
                }
            });
            asked++;
            if (!span.isEmpty()) {
                explained++;
                atLeast(sighting, span.leastNs);
                long atNs = sightings.tsNs(sighting);
                mosts.add(stretch(atNs), atNs, span.mostNs - atNs, limits.latestNs(atNs) - span.mostNs);
            }
        }

        private void after(int sighting, long fromNs, long toNs) {
            long iova = sightings.iova(sighting);
            int place = operations.firstOn(iova, Long.MIN_VALUE);
            int operation = operations.operation(place, iova);
            boolean isKnown = operation >= 0
                    && operations.isMap(operation)
                    && fromNs > operations.firstNs() + SETTLED_NS
                    && toNs < Math.min(losses.firstNs(), operations.wholeUntilNs());
            for (int i = 0; isKnown && i < MOST_LOOKED_AT && operation >= 0; i++) {
                boolean isIt = operations.isMap(operation)
                        && operations.physAddressOf(operation, iova) == sightings.physAddress(sighting);
                if (isIt) {
                    long mappedNs = operations.tsNs(operation);
                    if (mappedNs > fromNs && mappedNs <= toNs) {
                        atLeast(sighting, mappedNs);
                    }
                    return;
                }
                place++;
                operation = operations.operation(place, iova);
            }
        }

        private void atLeast(int sighting, long tapeNs) {
            long atNs = sightings.tsNs(sighting);
            leasts.add(stretch(atNs), atNs, tapeNs - atNs - deviceCutOffNs, tapeNs - limits.earliestNs(atNs));
        }

        private int stretch(long sourceNs) {
            return Math.clamp((sourceNs - firstNs) / stretchNs, 0, STRETCHES - 1);
        }
    }
}
