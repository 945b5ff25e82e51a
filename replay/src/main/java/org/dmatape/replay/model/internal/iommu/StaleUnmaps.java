// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.iommu;

import org.dmatape.replay.model.internal.mapping.Closing;
import org.dmatape.replay.model.internal.table.KeyTable;
import org.dmatape.replay.model.internal.table.OperationTimes;

/// Unmaps until it is certain how long their pages stayed reachable: the latest of them, in the order in which they
/// came. For each side that records invalidations, chains lead from a page to its unmaps that wait for one.
final class StaleUnmaps {

    /// No row.
    static final int NONE = -1;

    private static final int CAPACITY = 1 << 16;
    private static final int FLUSHED = 1;
    private static final int PAIRED = 1 << 1;

    private final KeyTable rowOfUnmap = new KeyTable();
    private final int[] device = new int[CAPACITY];
    private final int[] flags = new int[CAPACITY];
    private final long[] unmapId = new long[CAPACITY];
    private final long[] page = new long[CAPACITY];
    private final long[] recordedNs = new long[CAPACITY];
    private final long[] removedNs = new long[CAPACITY];
    private final long[] graceNs = new long[CAPACITY];
    private final Chain driver = new Chain();
    private final Chain ofDevice = new Chain();
    private long first;
    private long end;

    /// Which unmaps of a page wait for an invalidation that one side records, and when those came that did.
    final class Chain {

        private final KeyTable newest = new KeyTable();
        private final long[] older = new long[CAPACITY];
        private final long[] endNs = new long[CAPACITY];

        /// When the page of an unmap was invalidated, or [OperationTimes#NEVER].
        long endNs(int row) {
            return endNs[row];
        }

        /// An unmap waits, or has its time already.
        void begin(int row, long atNs) {
            endNs[row] = atNs;
            if (atNs == OperationTimes.NEVER) {
                int before = newest.get(0, page[row]);
                older[row] = before == KeyTable.ABSENT ? NONE : sequence(before);
                newest.put(0, page[row], row);
            }
        }

        /// A page was invalidated.
        void invalidated(long number, long atNs) {
            int row = newest.get(0, number);
            if (row == KeyTable.ABSENT) {
                return;
            }
            newest.remove(0, number);
            long at = sequence(row);
            while (at >= first) {
                endNs[at(at)] = atNs;
                at = older[at(at)];
            }
        }

        private void forget(int row) {
            if (newest.get(0, page[row]) == row) {
                newest.remove(0, page[row]);
            }
        }
    }

    /// Those that wait for the driver's side.
    Chain driver() {
        return driver;
    }

    /// Those that wait for the device's side.
    Chain ofDevice() {
        return ofDevice;
    }

    private static int at(long sequence) {
        return (int) (sequence % CAPACITY);
    }

    private long sequence(int row) {
        int behindFirst = Math.floorMod(row - at(first), CAPACITY);
        return first + behindFirst;
    }

    boolean isFull() {
        return end - first == CAPACITY;
    }

    boolean isEmpty() {
        return end == first;
    }

    /// The oldest of them.
    int oldest() {
        return at(first);
    }

    /// Forgets the oldest.
    void dropOldest() {
        int row = at(first);
        rowOfUnmap.remove(0, unmapId[row]);
        driver.forget(row);
        ofDevice.forget(row);
        first++;
    }

    /// One more unmap; its row.
    ///
    /// @param removed when the page tables were changed, or [OperationTimes#NEVER]
    int add(Closing unmap, long number, long removed, long grace, boolean hasFlushed) {
        int row = at(end++);
        device[row] = unmap.device();
        flags[row] = hasFlushed ? FLUSHED : 0;
        unmapId[row] = unmap.eventId();
        page[row] = number;
        recordedNs[row] = unmap.tsNs();
        removedNs[row] = removed;
        graceNs[row] = grace;
        rowOfUnmap.put(0, unmap.eventId(), row);
        return row;
    }

    /// The row of an unmap, or [#NONE].
    int find(long unmap) {
        return rowOfUnmap.get(0, unmap);
    }

    /// The IOMMU was told to forget before the unmap returned.
    void markFlushed(int row) {
        flags[row] |= FLUSHED;
    }

    /// It ended a mapping that the recording saw begin.
    void markPaired(int row) {
        flags[row] |= PAIRED;
    }

    void removedNoLaterThan(int row, long atNs) {
        removedNs[row] = Math.min(removedNs[row], atNs);
    }

    int device(int row) {
        return device[row];
    }

    boolean isFlushed(int row) {
        return (flags[row] & FLUSHED) != 0;
    }

    boolean isPaired(int row) {
        return (flags[row] & PAIRED) != 0;
    }

    long unmapId(int row) {
        return unmapId[row];
    }

    long page(int row) {
        return page[row];
    }

    long recordedNs(int row) {
        return recordedNs[row];
    }

    long graceNs(int row) {
        return graceNs[row];
    }

    /// When the page could no longer be looked up: the change of the page tables where that is known, else the unmap.
    long beginNs(int row) {
        return removedNs[row] == OperationTimes.NEVER ? recordedNs[row] : removedNs[row];
    }
}
