// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

/// An unmap that the kernel traces before it happens (scatterlists, coherent memory): its IOMMU event follows.
public final class AwaitedUnmap {

    private static final long PAGE_MASK = ~0xfffL;

    private long row = OperationFrame.NO_ROW;
    private long opId;
    private int deviceTextId;
    private long dmaAddress;
    private long iommuBytes;

    /// Expects the IOMMU event of a row just made.
    ///
    /// @param newDmaAddress address, or [DmaArguments#UNKNOWN] for a scatterlist, which is traced without
    public void expect(long newRow, long newOpId, int newDeviceTextId, long newDmaAddress) {
        this.row = newRow;
        this.opId = newOpId;
        this.deviceTextId = newDeviceTextId;
        this.dmaAddress = newDmaAddress;
        this.iommuBytes = 0;
    }

    /// Whether an unmap of that iova can be the awaited one.
    public boolean accepts(long iova) {
        if (row == OperationFrame.NO_ROW) {
            return false;
        }
        // a scatterlist lies in one range of I/O addresses and leaves it with a single unmap
        return dmaAddress == DmaArguments.UNKNOWN ? !isMet() : (dmaAddress & PAGE_MASK) == (iova & PAGE_MASK);
    }

    /// Whether the IOMMU event has come.
    public boolean isMet() {
        return row != OperationFrame.NO_ROW && iommuBytes > 0;
    }

    /// Adds what the IOMMU unmapped and returns the sum.
    public long add(long bytes) {
        iommuBytes += bytes;
        return iommuBytes;
    }

    /// Row in `dma_op`.
    public long row() {
        return row;
    }

    /// Its operation.
    public long opId() {
        return opId;
    }

    /// Its device.
    public int deviceTextId() {
        return deviceTextId;
    }

    /// Nothing is awaited any more.
    public void clear() {
        row = OperationFrame.NO_ROW;
    }
}
