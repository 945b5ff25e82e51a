// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.Arrays;
import org.dmatape.replay.buffer.Buffers;
import org.dmatape.replay.policy.PolicyOptions.BouncePool;

/// The slots of a bounce pool: consecutive ones for a buffer, within one segment, the search going on where the
/// last one ended; a page or more begins on a page (`swiotlb_search_pool_area`, `kernel/dma/swiotlb.c`). One area
/// instead of one per CPU.
final class SlotPool {

    /// No slot.
    static final int NONE = -1;

    private final int slotBytes;
    private final int segmentSlots;
    private final boolean[] taken;
    private int place;
    private int used;
    private int peak;

    SlotPool(BouncePool shape) {
        slotBytes = shape.slotBytes();
        segmentSlots = shape.segmentSlots();
        taken = new boolean[Math.toIntExact(shape.sizeBytes() / shape.slotBytes())];
    }

    int slotsOf(long bytes) {
        return (int) Math.max(1, Math.ceilDiv(bytes, slotBytes));
    }

    /// Takes slots.
    ///
    /// @param count at most a segment
    /// @return the first of them, or [#NONE]
    int take(int count) {
        int slotsPerPage = (int) Math.max(1, Buffers.PAGE_BYTES / slotBytes);
        int stride = (long) count * slotBytes >= Buffers.PAGE_BYTES ? slotsPerPage : 1;
        if (count > taken.length - used) {
            return NONE;
        }
        int first = Math.ceilDiv(place, stride) * stride;
        for (int searched = 0; searched < taken.length + segmentSlots; searched += stride) {
            if (first + count > taken.length) {
                first = 0;
            }
            if (isFree(first, count)) {
                Arrays.fill(taken, first, first + count, true);
                used += count;
                peak = Math.max(peak, used);
                place = first + count == taken.length ? 0 : first + count;
                return first;
            }
            first += stride;
        }
        return NONE;
    }

    private boolean isFree(int first, int count) {
        if (first / segmentSlots != (first + count - 1) / segmentSlots) {
            return false;
        }
        for (int slot = first; slot < first + count; slot++) {
            if (taken[slot]) {
                return false;
            }
        }
        return true;
    }

    void put(int first, int count) {
        Arrays.fill(taken, first, first + count, false);
        used -= count;
    }

    long peakBytes() {
        return (long) peak * slotBytes;
    }
}
