// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.address;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.Scatterlist;
import org.dmatape.samples.generate.internal.event.tracepoint.IommuEvents;

/// An IOMMU: whole pages, each device in an address space of its own.
public final class IommuTranslation implements Translation {

    private static final long PAGE_MASK = 0xfff;

    /// Largest entry a scatterlist is merged into (`dma_get_max_seg_size`).
    private static final int MAX_SEGMENT_BYTES = 65_536;

    private final IommuEvents events;
    private final Invalidation invalidation;

    /// What follows an unmap.
    public interface Invalidation {
        void afterUnmap(CpuTrace cpu, DmaDevice device, long iova, long bytes);
    }

    public IommuTranslation(IommuEvents events, Invalidation invalidation) {
        this.events = events;
        this.invalidation = invalidation;
    }

    @Override
    public long map(CpuTrace cpu, DmaDevice device, long phys, long bytes) {
        long dma = mapSilently(cpu, device, phys, bytes);
        events.writeMap(cpu, dma & ~PAGE_MASK, phys & ~PAGE_MASK, wholePages(phys, bytes));
        return dma;
    }

    @Override
    public long mapSilently(CpuTrace cpu, DmaDevice device, long phys, long bytes) {
        return device.allocator().allocate(cpu, wholePages(phys, bytes)) | (phys & PAGE_MASK);
    }

    @Override
    public void unmapForGood(CpuTrace cpu, DmaDevice device, long dma, long bytes) {
        long iova = dma & ~PAGE_MASK;
        long pages = wholePages(dma, bytes);
        events.writeUnmap(cpu, iova, pages);
        invalidation.afterUnmap(cpu, device, iova, pages);
    }

    @Override
    public void release(CpuTrace owner, DmaDevice device, long dma, long bytes) {
        device.allocator().release(owner, dma & ~PAGE_MASK, wholePages(dma, bytes));
    }

    @Override
    public void failToMap(CpuTrace cpu, DmaDevice device, long phys, long bytes) {
        // no IOVA could be had: the page tables are not touched
    }

    /// One range of IOVAs for all entries; one `iommu:map` for each physically contiguous run.
    @Override
    public void mapScatterlist(CpuTrace cpu, DmaDevice device, Scatterlist list) {
        long iova = device.allocator().allocate(cpu, wholePages(list, list.entries()));
        long runIova = iova;
        for (int i = 0; i < list.entries(); i++) {
            long bytes = wholePages(list.phys(i), list.size(i));
            boolean runEnds =
                    i + 1 == list.entries() || (list.phys(i + 1) & ~PAGE_MASK) != (list.phys(i) & ~PAGE_MASK) + bytes;
            merge(list, i, iova | (list.phys(i) & PAGE_MASK));
            iova += bytes;
            if (runEnds) {
                long runBytes = iova - runIova;
                events.writeMap(cpu, runIova, (list.phys(i) & ~PAGE_MASK) + bytes - runBytes, runBytes);
                runIova = iova;
            }
        }
    }

    private static void merge(Scatterlist list, int entry, long dma) {
        int last = list.mappedEntries() - 1;
        boolean follows = last >= 0
                && list.mappedDma(last) + list.mappedSize(last) == dma
                && list.mappedSize(last) + list.size(entry) <= MAX_SEGMENT_BYTES;
        if (follows) {
            list.extendMapped(list.size(entry));
        } else {
            list.addMapped(dma, list.size(entry));
        }
    }

    /// One `iommu:unmap` for all entries. When a caller names only some, the rest stays mapped and its IOVAs are lost.
    @Override
    public void unmapScatterlist(CpuTrace cpu, DmaDevice device, Scatterlist list, int entries) {
        long iova = list.mappedDma(0) & ~PAGE_MASK;
        long bytes = wholePages(list, entries);
        events.writeUnmap(cpu, iova, bytes);
        invalidation.afterUnmap(cpu, device, iova, bytes);
        if (entries == list.entries()) {
            device.allocator().release(cpu, iova, bytes);
        }
    }

    private static long wholePages(Scatterlist list, int entries) {
        long bytes = 0;
        for (int i = 0; i < entries; i++) {
            bytes += wholePages(list.phys(i), list.size(i));
        }
        return bytes;
    }

    static long wholePages(long address, long bytes) {
        return ((address & PAGE_MASK) + bytes + PAGE_MASK) & ~PAGE_MASK;
    }
}
