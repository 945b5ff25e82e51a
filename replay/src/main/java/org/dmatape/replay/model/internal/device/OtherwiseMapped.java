// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import java.util.ArrayDeque;
import java.util.Deque;
import org.dmatape.replay.event.IommuOp;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.model.internal.table.KeyTable;
import org.dmatape.replay.model.internal.table.PageIndex;

/// Pages that were mapped in an IOMMU without any operation of the DMA API: what `dma_iova_link` does, which has no
/// event. The latest map of each page is remembered, of the last [#CAPACITY] pages and [#MOST_LARGE] large ranges.
final class OtherwiseMapped {

    static final int CAPACITY = 1 << 18;
    static final int MOST_LARGE = 1 << 10;

    private static final long NEVER = DevicePages.NEVER;

    private final KeyTable newest = new KeyTable();
    private final Deque<LargeMap> large = new ArrayDeque<>();
    private final long[] pages = new long[CAPACITY];
    private final long[] eventIds = new long[CAPACITY];
    private long count;

    private record LargeMap(long firstPage, long lastPage, long eventId) {}

    /// Takes note of what an IOMMU does for the driver's side.
    void execute(IommuOperation operation) {
        if (operation.op() != IommuOp.MAP
                || operation.inDmaOperation()
                || operation.device() != Names.UNKNOWN
                || !operation.hasRange()
                || !DeviceRanges.isReachable(operation.iova(), operation.size())) {
            return;
        }
        long firstPage = operation.iova() >> PageIndex.PAGE_BITS;
        long lastPage = (operation.iova() + operation.size() - 1) >> PageIndex.PAGE_BITS;
        if (lastPage - firstPage >= PageIndex.LARGE_BYTES >> PageIndex.PAGE_BITS) {
            large.addFirst(new LargeMap(firstPage, lastPage, operation.eventId()));
            if (large.size() > MOST_LARGE) {
                large.removeLast();
            }
            return;
        }
        for (long page = firstPage; page <= lastPage; page++) {
            add(page, operation.eventId());
        }
    }

    private void add(long page, long event) {
        int place = (int) (count++ % CAPACITY);
        if (count > CAPACITY && newest.get(0, pages[place]) == place) {
            newest.remove(0, pages[place]);
        }
        pages[place] = page;
        eventIds[place] = event;
        newest.put(0, page, place);
    }

    /// The latest event that mapped a page, or [DevicePages#NEVER].
    long last(long page) {
        int place = newest.get(0, page);
        long latest = place == KeyTable.ABSENT ? NEVER : eventIds[place];
        for (LargeMap map : large) {
            if (map.firstPage <= page && page <= map.lastPage) {
                return Math.max(latest, map.eventId);
            }
        }
        return latest;
    }
}
