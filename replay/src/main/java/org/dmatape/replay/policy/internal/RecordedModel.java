// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.Optional;
import org.dmatape.replay.buffer.Buffers;
import org.dmatape.replay.event.AccessResult;
import org.dmatape.replay.event.Bounce;
import org.dmatape.replay.event.DeviceAccess;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.facts.SourceClocks;
import org.dmatape.replay.policy.CostTable;
import org.dmatape.replay.policy.Figure;
import org.dmatape.replay.policy.Origin;
import org.dmatape.replay.policy.Policy;
import org.dmatape.replay.policy.PolicyResult;

/// What the tape itself says. A figure whose evidence was not recorded is left out.
final class RecordedModel extends PolicyModel {

    private static final String DMA_TABLE = "table dma_op";
    private static final String IOMMU_TABLE = "table iommu_op";

    private final CostTable costs;
    private final RecordedWindows windows;
    private final Exposure exposure = new Exposure();
    private long iommuMaps;
    private long iommuUnmaps;
    private long iommuMappedBytes;
    private long iommuUnmappedBytes;
    private long livePeakBytes;
    private long flushedRanges;
    private long flushedAll;
    private long deviceRanges;
    private long deviceAll;
    private long bounces;
    private long bouncedBytes;
    private long copiedBackBytes;
    private long syncedBytes;
    private long hits;
    private long walks;
    private long durationNs;
    private long timed;

    RecordedModel(Buffers buffers, CostTable costs, SourceClocks clocks) {
        super(buffers);
        windows = new RecordedWindows(clocks);
        this.costs = costs;
    }

    @Override
    void opened(int head, int cpu, long tsNs) {
        exposure.change(tsNs, buffers().recordedExtra(head));
    }

    @Override
    void closed(int head, int cpu, long tsNs) {
        exposure.change(tsNs, -buffers().recordedExtra(head));
        for (int buffer = head; buffer != Buffers.NONE; buffer = buffers().next(buffer)) {
            boolean back = buffers().fromDevice(buffer)
                    && !buffers().skipsSync(buffer)
                    && !buffers().coherent(buffer);
            copiedBackBytes += back ? buffers().size(buffer) : 0;
        }
    }

    @Override
    void sync(long bytes) {
        syncedBytes += bytes;
    }

    void took(DmaOperation operation) {
        if (operation.hasDuration()) {
            durationNs += operation.durationNs();
            timed++;
        }
    }

    void iommu(IommuOperation operation) {
        switch (operation.op()) {
            case MAP -> {
                iommuMaps++;
                iommuMappedBytes += operation.size();
                livePeakBytes = Math.max(livePeakBytes, iommuMappedBytes - iommuUnmappedBytes);
                windows.mapped(operation);
            }
            case UNMAP -> {
                iommuUnmaps++;
                iommuUnmappedBytes += operation.size();
                windows.unmapped(operation);
            }
            case FLUSH_RANGE, FLUSH_ALL -> {
                flushedRanges += operation.hasRange() ? 1 : 0;
                flushedAll += operation.hasRange() ? 0 : 1;
                windows.invalidated(operation);
            }
            case INVALIDATE -> {
                deviceRanges += operation.hasRange() ? 1 : 0;
                deviceAll += operation.hasRange() ? 0 : 1;
                windows.invalidated(operation);
            }
            case FLUSH_QUEUE, ATTACH, DETACH, ADD_TO_GROUP, REMOVE_FROM_GROUP -> {}
        }
    }

    void bounce(Bounce bounce) {
        bounces++;
        bouncedBytes += bounce.size();
    }

    void accessed(DeviceAccess access) {
        hits += access.result() == AccessResult.HIT ? 1 : 0;
        walks += access.result() == AccessResult.TRANSLATED ? 1 : 0;
    }

    @Override
    PolicyResult result(long lastNs) {
        ResultDraft draft = new ResultDraft(Policy.RECORDED, costs);
        draft.recorded(Figure.MAPS, maps(), DMA_TABLE);
        draft.recorded(Figure.UNMAPS, unmaps(), DMA_TABLE);
        draft.recorded(Figure.MAPPED_BYTES, mappedBytes(), DMA_TABLE);
        draft.recorded(Figure.TABLE_UPDATES, iommuMaps + iommuUnmaps, IOMMU_TABLE);
        draft.recorded(Figure.ENTRIES_SET, iommuMappedBytes >>> Buffers.PAGE_BITS, IOMMU_TABLE);
        draft.recorded(Figure.ENTRIES_CLEARED, iommuUnmappedBytes >>> Buffers.PAGE_BITS, IOMMU_TABLE);
        draft.recorded(Figure.BOUNCES, bounces, "table bounce");
        draft.recorded(Figure.BOUNCED_BYTES, bouncedBytes, "table bounce");
        String rule = "in at each bounce, out where the device may write, and at recorded syncs";
        long copied = bounces == 0 ? 0 : bouncedBytes + copiedBackBytes + syncedBytes;
        draft.put(Figure.COPIED_BYTES, copied, Origin.COUNTED, rule);
        if (iommuMaps + iommuUnmaps > 0) {
            translated(draft);
        }
        if (hits + walks > 0) {
            draft.recorded(Figure.IOTLB_ACCESSES, hits + walks, "table device_access");
            draft.recorded(Figure.IOTLB_MISSES, walks, "table device_access, translated");
        }
        if (timed > 0) {
            draft.recorded(Figure.CPU_NS, durationNs, "durations of " + timed + " operations, table dma_op");
        } else if (maps() + unmaps() == 0) {
            draft.recorded(Figure.CPU_NS, 0, DMA_TABLE);
        }
        return draft.finished();
    }

    private void translated(ResultDraft draft) {
        draft.recorded(Figure.IOVA_PEAK_BYTES, livePeakBytes, IOMMU_TABLE);
        draft.reuse(windows.reuse(), Origin.RECORDED, IOMMU_TABLE);
        draft.exposure(exposure, Origin.RECORDED, "bytes the IOMMU mapped beyond those asked for");
        kernelOrDevice().ifPresent(source -> {
            boolean kernel = flushedRanges + flushedAll > 0;
            draft.recorded(Figure.INVALIDATIONS_RANGE, kernel ? flushedRanges : deviceRanges, source);
            draft.recorded(Figure.INVALIDATIONS_GLOBAL, kernel ? flushedAll : deviceAll, source);
            draft.stale(windows.stale(), Origin.RECORDED, source + ", from unmap to invalidation");
        });
    }

    /// An invalidation that both the kernel and the device's log tell of is one.
    private Optional<String> kernelOrDevice() {
        if (flushedRanges + flushedAll > 0) {
            return Optional.of("table iommu_op, flushes of the kernel");
        }
        return deviceRanges + deviceAll > 0
                ? Optional.of("table iommu_op, invalidations the IOMMU saw")
                : Optional.empty();
    }
}
