// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.iommu;

import org.dmatape.replay.model.internal.table.KeyTable;
import org.dmatape.replay.model.internal.table.OperationTimes;

/// When the device's side recorded invalidations, by page: the latest of them.
final class PageTimes {

    private static final int CAPACITY = 1 << 16;
    private static final int NONE = KeyTable.ABSENT;

    private final KeyTable newest = new KeyTable();
    private final long[] page = new long[CAPACITY];
    private final long[] tsNs = new long[CAPACITY];
    private final long[] sequence = new long[CAPACITY];
    private final long[] olderSequence = new long[CAPACITY];
    private long count;

    /// A page was invalidated.
    void add(long number, long atNs) {
        int place = at(count);
        if (count >= CAPACITY && newest.get(0, page[place]) == place) {
            newest.remove(0, page[place]);
        }
        int older = newest.get(0, number);
        olderSequence[place] = older == NONE ? NONE : sequence[older];
        page[place] = number;
        tsNs[place] = atNs;
        sequence[place] = count++;
        newest.put(0, number, place);
    }

    private static int at(long number) {
        return (int) (number % CAPACITY);
    }

    /// The first time a page was invalidated that is not before a time, or [OperationTimes#NEVER].
    long firstNotBefore(long number, long fromNs) {
        long found = OperationTimes.NEVER;
        int newestPlace = newest.get(0, number);
        long at = newestPlace == NONE ? NONE : sequence[newestPlace];
        while (at != NONE && at >= count - CAPACITY && tsNs[at(at)] >= fromNs) {
            found = tsNs[at(at)];
            at = olderSequence[at(at)];
        }
        return found;
    }
}
