// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.Arrays;
import org.dmatape.replay.buffer.Buffers;
import org.dmatape.replay.policy.CostItem;
import org.dmatape.replay.policy.CostTable;
import org.dmatape.replay.policy.Figure;
import org.dmatape.replay.policy.Origin;
import org.dmatape.replay.policy.Policy;
import org.dmatape.replay.policy.PolicyOptions;
import org.dmatape.replay.policy.PolicyOptions.BouncePool;
import org.dmatape.replay.policy.PolicyResult;

/// Every buffer bounced, as `kernel/dma/swiotlb.c` does with `swiotlb=force`: copied into the pool when it is
/// mapped, whatever its direction (so that a device that writes less than it may leaves the rest as it was), and
/// back at the unmap and at syncs where the device may have written. Coherent memory is not bounced.
final class BounceModel extends PolicyModel {

    private final PolicyOptions options;
    private final CostTable costs;
    private final SlotPool pool;
    private final Exposure exposure = new Exposure();
    private int[] slots = new int[1 << 10];
    private long bounces;
    private long returned;
    private long bouncedBytes;
    private long copiedBytes;
    private long exhausted;
    private long tooLarge;

    BounceModel(Buffers buffers, PolicyOptions options, CostTable costs) {
        super(buffers);
        this.options = options;
        this.costs = costs;
        pool = new SlotPool(options.bouncePool());
    }

    @Override
    void opened(int head, int cpu, long tsNs) {
        if (buffers().coherent(head)) {
            return;
        }
        for (int buffer = head; buffer != Buffers.NONE; buffer = buffers().next(buffer)) {
            if (buffer >= slots.length) {
                slots = Arrays.copyOf(slots, Math.max(buffer + 1, slots.length * 2));
            }
            slots[buffer] = bounce(buffers().size(buffer), tsNs);
        }
    }

    private int bounce(long bytes, long tsNs) {
        int count = pool.slotsOf(bytes);
        if (count > options.bouncePool().segmentSlots()) {
            tooLarge++;
            return SlotPool.NONE;
        }
        int first = pool.take(count);
        if (first == SlotPool.NONE) {
            exhausted++;
            return SlotPool.NONE;
        }
        bounces++;
        bouncedBytes += bytes;
        copiedBytes += bytes;
        exposure.change(tsNs, (long) count * options.bouncePool().slotBytes() - bytes);
        return first;
    }

    @Override
    void closed(int head, int cpu, long tsNs) {
        if (buffers().coherent(head)) {
            return;
        }
        for (int buffer = head; buffer != Buffers.NONE; buffer = buffers().next(buffer)) {
            if (slots[buffer] == SlotPool.NONE) {
                continue;
            }
            long bytes = buffers().size(buffer);
            int count = pool.slotsOf(bytes);
            pool.put(slots[buffer], count);
            returned++;
            copiedBytes += buffers().fromDevice(buffer) && !buffers().skipsSync(buffer) ? bytes : 0;
            exposure.change(tsNs, bytes - (long) count * options.bouncePool().slotBytes());
        }
    }

    @Override
    void sync(long bytes) {
        copiedBytes += bytes;
    }

    @Override
    PolicyResult result(long lastNs) {
        ResultDraft draft = new ResultDraft(Policy.SWIOTLB, costs);
        BouncePool shape = options.bouncePool();
        String model = "pool of " + shape.sizeBytes() + " bytes in slots of " + shape.slotBytes() + ", at most "
                + shape.segmentSlots() + " a buffer";
        draft.counted(Figure.MAPS, maps(), PER_MAP);
        draft.counted(Figure.UNMAPS, unmaps(), PER_UNMAP);
        draft.counted(Figure.MAPPED_BYTES, mappedBytes(), PER_MAP);
        for (Figure none : new Figure[] {
            Figure.TABLE_UPDATES,
            Figure.ENTRIES_SET,
            Figure.ENTRIES_CLEARED,
            Figure.INVALIDATIONS_RANGE,
            Figure.INVALIDATIONS_GLOBAL
        }) {
            draft.counted(none, 0, "no IOMMU");
        }
        draft.simulated(Figure.BOUNCES, bounces, model);
        draft.simulated(Figure.BOUNCED_BYTES, bouncedBytes, model);
        draft.simulated(
                Figure.COPIED_BYTES,
                copiedBytes,
                "in at each map, out where the device may write, and at recorded syncs");
        draft.simulated(Figure.POOL_PEAK_BYTES, pool.peakBytes(), model);
        draft.simulated(Figure.POOL_EXHAUSTED, exhausted, model);
        draft.simulated(Figure.SEGMENT_TOO_LARGE, tooLarge, model);
        draft.exposure(exposure, Origin.SIMULATED, "rest of the last slot of each buffer");
        draft.cost(CostItem.BOUNCE, bounces);
        draft.cost(CostItem.UNBOUNCE, returned);
        draft.costOfCopying(copiedBytes);
        return draft.withCpuTime();
    }
}
