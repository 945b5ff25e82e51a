// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.device;

import java.util.Arrays;

/// The pieces of memory a buffer consists of, as the device reaches them. Used again for every buffer.
public final class Segments {

    private static final int PAGE_BYTES = 4096;

    private long[] iovas = new long[32];
    private long[] phys = new long[32];
    private int pages;
    private int readable;
    private int writable;
    private int writableBytes;

    /// Forgets all pieces.
    public void clear() {
        pages = 0;
        readable = 0;
        writable = 0;
        writableBytes = 0;
    }

    /// Adds memory that is no piece of the buffer itself, but read on the way to it.
    public void addTable(long iova, long physicalAddress, int bytes) {
        addPages(iova, physicalAddress, bytes);
    }

    /// Adds a piece that the device may read.
    public void addReadable(long iova, long physicalAddress, int bytes) {
        addPages(iova, physicalAddress, bytes);
        readable++;
    }

    /// Adds a piece that the device may write.
    public void addWritable(long iova, long physicalAddress, int bytes) {
        addPages(iova, physicalAddress, bytes);
        writable++;
        writableBytes += bytes;
    }

    private void addPages(long iova, long physicalAddress, int bytes) {
        long end = iova + bytes;
        for (long at = iova; at < end; at = (at & -PAGE_BYTES) + PAGE_BYTES) {
            if (pages == iovas.length) {
                iovas = Arrays.copyOf(iovas, 2 * pages);
                phys = Arrays.copyOf(phys, 2 * pages);
            }
            iovas[pages] = at;
            phys[pages++] = physicalAddress + (at - iova);
        }
    }

    /// Has the device touch every page, evenly spread over some time.
    public void touch(IommuLog iommu, PciAddress device, long fromNs, long toNs) {
        for (int page = 0; page < pages; page++) {
            iommu.translates(fromNs + (toNs - fromNs) * page / pages, device, iovas[page], phys[page]);
        }
    }

    int readable() {
        return readable;
    }

    int writable() {
        return writable;
    }

    int writableBytes() {
        return writableBytes;
    }
}
