// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import java.util.Arrays;
import org.dmatape.replay.model.internal.table.PageIndex;

/// Ranges that would reach into very many pages: few, and kept in one list. Of those that ended the latest are
/// remembered.
final class LargeRanges {

    private static final int CAPACITY = 1 << 10;

    private final DeviceRanges ranges;
    private int[] rows = new int[CAPACITY];
    private int count;

    LargeRanges(DeviceRanges ranges) {
        this.ranges = ranges;
    }

    void add(int range) {
        if (count == rows.length) {
            forgetOldest();
        }
        rows[count++] = range;
        ranges.hold(range);
    }

    private void forgetOldest() {
        int oldest = -1;
        for (int i = 0; i < count; i++) {
            if (!ranges.isLive(rows[i]) && (oldest < 0 || ranges.endId(rows[i]) < ranges.endId(rows[oldest]))) {
                oldest = i;
            }
        }
        if (oldest < 0) {
            rows = Arrays.copyOf(rows, count * 2);
            return;
        }
        ranges.release(rows[oldest]);
        rows[oldest] = rows[--count];
    }

    int count() {
        return count;
    }

    int range(int i) {
        return rows[i];
    }

    /// Whether one of them reaches into the page of an address.
    boolean reaches(int i, int device, long address) {
        int range = rows[i];
        long page = address >>> PageIndex.PAGE_BITS;
        return ranges.device(range) == device
                && ranges.firstByte(range) >>> PageIndex.PAGE_BITS <= page
                && ranges.lastByte(range) >>> PageIndex.PAGE_BITS >= page;
    }
}
