// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import java.util.BitSet;
import org.dmatape.capture.clock.signal.LossSpans;
import org.dmatape.capture.clock.signal.PageOperations;
import org.dmatape.capture.clock.signal.PageSightings;
import org.dmatape.capture.clock.signal.SideSignals;

/// Whether the IOMMU was told to forget what the driver unmapped, page for page. Where only unmaps tie two clocks,
/// the gaps between a handful of them are found in every long log; that the addresses fit, too, is no accident.
final class PageAgreement {

    /// Fewer unmaps prove nothing.
    private static final int LEAST_UNMAPS = 8;
    private static final double LEAST_SHARE = 0.9;
    /// An invalidation of more says little: it covers whatever is there.
    private static final long MOST_BYTES = 2 << 20;

    private final PageOperations operations;
    private final PageSightings sightings;
    private final LossSpans losses;
    private final ClockMap map;
    private final long slackNs;
    private final BitSet forgotten = new BitSet();
    private final LossSpans notKept = new LossSpans();

    private PageAgreement(SideSignals driver, SideSignals device, ClockMap map, long uncertaintyNs) {
        this.operations = driver.operations();
        this.losses = driver.losses();
        this.sightings = device.sightings();
        this.map = map;
        this.slackNs = uncertaintyNs;
    }

    /// Whether it was, of nearly all unmaps that the device's recording can have seen.
    static boolean holds(SideSignals driver, SideSignals device, Alignment.Aligned aligned) {
        PageAgreement agreement = new PageAgreement(driver, device, aligned.map(), aligned.sharedUncertaintyNs());
        return agreement.holds(
                aligned.map().apply(device.firstNs()), aligned.map().apply(device.lastNs()));
    }

    private boolean holds(long fromNs, long toNs) {
        findGaps(fromNs, toNs);
        for (int sighting = 0; sighting < sightings.count(); sighting++) {
            if (sightings.kind(sighting) == PageSightings.Kind.INVALIDATED
                    && sightings.sizeBytes(sighting) <= MOST_BYTES) {
                mark(sighting);
            }
        }
        int asked = 0;
        int explained = 0;
        for (int i = 0; i < operations.count(); i++) {
            if (!operations.isMap(i)
                    && operations.tsNs(i) >= fromNs
                    && operations.endNs(i) <= toNs
                    && !notKept.touch(operations.tsNs(i) - slackNs, operations.endNs(i) + slackNs)
                    && !losses.touch(
                            operations.tsNs(i) - PageOrders.REACH_NS, operations.endNs(i) + PageOrders.REACH_NS)) {
                asked++;
                explained += forgotten.get(i) ? 1 : 0;
            }
        }
        return explained >= Math.max(LEAST_UNMAPS, LEAST_SHARE * asked);
    }

    /// Where invalidations were seen that are not kept.
    private void findGaps(long fromNs, long toNs) {
        long lastNs = fromNs;
        boolean isMissing = false;
        for (int sighting = 0; sighting < sightings.count(); sighting++) {
            isMissing |= sightings.followsGap(sighting);
            if (sightings.kind(sighting) == PageSightings.Kind.INVALIDATED) {
                long atNs = map.apply(sightings.tsNs(sighting));
                if (isMissing) {
                    notKept.add(lastNs, atNs);
                }
                lastNs = atNs;
                isMissing = false;
            }
        }
        if (isMissing || sightings.endsInGap()) {
            notKept.add(lastNs, toNs);
        }
        notKept.finish();
    }

    /// Marks the unmaps that one invalidation can be of.
    private void mark(int sighting) {
        long atNs = map.apply(sightings.tsNs(sighting));
        long iova = sightings.iova(sighting);
        long sizeBytes = sightings.sizeBytes(sighting);
        operations.forEachOn(iova, sizeBytes, atNs - slackNs - PageOrders.REACH_NS, atNs + slackNs, operation -> {
            if (!operations.isMap(operation)
                    && operations.isInside(operation, iova, sizeBytes)
                    && operations.endNs(operation) >= atNs - slackNs) {
                forgotten.set(operation);
            }
        });
    }
}
