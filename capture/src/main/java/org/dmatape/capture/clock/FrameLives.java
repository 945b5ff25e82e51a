// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import org.dmatape.capture.clock.signal.PageOperations;
import org.dmatape.capture.clock.signal.PageSightings;
import org.dmatape.capture.clock.signal.SideSignals;

/// When pages were mapped to the frames that the IOMMU found when it looked them up, by what the driver's kernel did to
/// the page table.
final class FrameLives {

    /// Of the operations on a page, how many are looked at.
    static final int MOST_LOOKED_AT = 1 << 11;

    private static final int PAGE_BITS = 12;
    /// AMD's IOMMU has pages of every power of two up to there, and QEMU tells where they begin.
    private static final int MOST_PAGE_BITS = 30;

    private final PageOperations operations;
    private final PageSightings walks;

    FrameLives(SideSignals driver, SideSignals device) {
        this.operations = driver.operations();
        this.walks = device.walks();
    }

    /// Takes a stretch of time in which what was found was there, on the driver's clock.
    interface Visitor {
        void take(long mappedNs, long unmappedNs);
    }

    /// Shows when what a look-up found was there.
    ///
    /// @param fromNs not before that
    /// @param toNs not after that
    void forEach(int walk, long fromNs, long toNs, Visitor visitor) {
        long iova = walks.iova(walk);
        int place = operations.firstOn(iova, fromNs);
        if (place > 0 && operations.operation(place - 1, iova) >= 0) {
            place--;
        }
        int operation = operations.operation(place, iova);
        for (int i = 0; i < MOST_LOOKED_AT && operation >= 0 && operations.tsNs(operation) <= toNs; i++) {
            place++;
            int next = operations.operation(place, iova);
            if (operations.isMap(operation) && leadsTo(operation, walk)) {
                visitor.take(operations.tsNs(operation), next < 0 ? Long.MAX_VALUE : operations.tsNs(next));
            }
            operation = next;
        }
    }

    private boolean leadsTo(int map, int walk) {
        long page = walks.iova(walk) >>> PAGE_BITS;
        long frame = operations.physAddressOf(map, page << PAGE_BITS) >>> PAGE_BITS;
        long found = walks.physAddress(walk) >>> PAGE_BITS;
        long within = frame - found;
        int largeBits = Long.SIZE - Long.numberOfLeadingZeros(within);
        long largeMask = (1L << largeBits) - 1;
        return within == 0
                || (largeBits <= MOST_PAGE_BITS - PAGE_BITS
                        && (found & largeMask) == 0
                        && (page & largeMask) == within);
    }

    /// Whether the page that was looked up had been mapped by then, to whatever: what was mapped before the recording
    /// began is not known.
    boolean isKnown(int walk, long atNs) {
        long iova = walks.iova(walk);
        int first = operations.operation(operations.firstOn(iova, Long.MIN_VALUE), iova);
        return first >= 0 && operations.tsNs(first) <= atNs && atNs <= operations.lastNs();
    }
}
