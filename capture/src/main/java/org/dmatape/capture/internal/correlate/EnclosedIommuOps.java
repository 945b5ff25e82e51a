// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

/// The IOMMU events seen since the last DMA operation of the same context: the DMA event that they belong to comes
/// right after them (map, unmap of one page) and then claims them.
public final class EnclosedIommuOps {

    private static final int MOST_ROWS = 64;
    private static final long PAGE_MASK = ~0xfffL;

    private final long[] rows = new long[MOST_ROWS];
    private int rowCount;
    private final long[] iovas = new long[MOST_ROWS];
    private final long[] physAddresses = new long[MOST_ROWS];
    private final long[] rangeBytes = new long[MOST_ROWS];
    private int rangeCount;
    private long sizeBytes;
    private boolean seen;
    private long lowestIova;
    private long endIova;
    private long firstPhysAddress = DmaArguments.UNKNOWN;

    /// Adds an event.
    public void add(long row, long iova, long bytes, long physAddress) {
        addRow(row);
        if (rangeCount < MOST_ROWS) {
            iovas[rangeCount] = iova;
            physAddresses[rangeCount] = physAddress;
            rangeBytes[rangeCount] = bytes;
            rangeCount++;
        }
        firstPhysAddress = seen ? firstPhysAddress : physAddress;
        lowestIova = !seen || Long.compareUnsigned(iova, lowestIova) < 0 ? iova : lowestIova;
        endIova = !seen || Long.compareUnsigned(iova + bytes, endIova) > 0 ? iova + bytes : endIova;
        seen = true;
        sizeBytes += bytes;
    }

    /// Adds an event that changes no page table: an invalidation.
    public void addRow(long row) {
        if (rowCount < MOST_ROWS) {
            rows[rowCount] = row;
            rowCount++;
        }
    }

    /// Whether there was any event.
    public boolean isSeen() {
        return seen;
    }

    /// Whether these events can belong to an operation on that address: it lies in the pages they touched.
    public boolean covers(long dmaAddress) {
        long page = dmaAddress & PAGE_MASK;
        return seen
                && Long.compareUnsigned(page, lowestIova) >= 0
                && (Long.compareUnsigned(page, endIova) < 0 || page == lowestIova);
    }

    /// Whether the range the events touched ends where another begins.
    public boolean endsAt(long iova) {
        return seen && endIova == iova;
    }

    /// Where the IOMMU has memory that these events mapped, no lower than an address; [DmaArguments#UNKNOWN] when
    /// they did not map it there.
    public long iovaOf(long physAddress, long fromIova) {
        for (int i = 0; i < rangeCount; i++) {
            long offset = physAddress - physAddresses[i];
            boolean holds = physAddresses[i] != DmaArguments.UNKNOWN
                    && offset >= 0
                    && offset < rangeBytes[i]
                    && Long.compareUnsigned(iovas[i] + offset, fromIova) >= 0;
            if (holds) {
                return iovas[i] + offset;
            }
        }
        return DmaArguments.UNKNOWN;
    }

    /// Lowest iova of the events.
    public long lowestIova() {
        return lowestIova;
    }

    /// Physical address of the first event, or [DmaArguments#UNKNOWN].
    public long firstPhysAddress() {
        return firstPhysAddress;
    }

    /// Bytes over all events.
    public long sizeBytes() {
        return sizeBytes;
    }

    /// Rows in `iommu_op`, as far as they were kept.
    public int rowCount() {
        return rowCount;
    }

    /// A row in `iommu_op`.
    public long row(int index) {
        return rows[index];
    }

    /// Forgets them.
    public void clear() {
        rowCount = 0;
        rangeCount = 0;
        sizeBytes = 0;
        seen = false;
    }
}
