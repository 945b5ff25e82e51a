// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// One event of an IOMMU.
public final class IommuOperation extends RecordedEvent {

    /// Above all addresses that a device can use.
    private static final long MAX_ADDRESS = 1L << 62;

    private IommuOp op = IommuOp.MAP;
    private int device;
    private long domain;
    private boolean hasDomain;
    private long iova;
    private long size;
    private boolean hasIova;
    private boolean hasSize;
    private int source;
    private long dmaOperation;
    private boolean inDmaOperation;

    /// Sets what happened, and to which device if that is known.
    public void begin(IommuOp newOp, int newDevice) {
        op = newOp;
        device = newDevice;
    }

    /// Sets the domain, where known.
    public void domain(boolean isKnown, long number) {
        hasDomain = isKnown;
        domain = number;
    }

    /// Sets where the range it is about begins, where known.
    public void iova(boolean isKnown, long newIova) {
        hasIova = isKnown;
        iova = newIova;
    }

    /// Sets the bytes it is about, where known.
    public void size(boolean isKnown, long newSize) {
        hasSize = isKnown;
        size = newSize;
    }

    /// Sets the recording that has it, and the DMA operation it happened inside, where it did.
    public void within(int newSource, boolean isKnown, long newDmaOperation) {
        source = newSource;
        inDmaOperation = isKnown;
        dmaOperation = newDmaOperation;
    }

    /// What happened.
    public IommuOp op() {
        return op;
    }

    /// Number of the device, or [Names#UNKNOWN].
    public int device() {
        return device;
    }

    /// Whether the domain is known.
    public boolean hasDomain() {
        return hasDomain;
    }

    /// The domain.
    public long domain() {
        return domain;
    }

    /// Whether it is about a known range.
    public boolean hasRange() {
        return hasIova && hasSize;
    }

    /// The recording that has it.
    public int source() {
        return source;
    }

    /// Whether it happened inside a known DMA operation.
    public boolean inDmaOperation() {
        return inDmaOperation;
    }

    /// The event of that operation.
    public long dmaOperation() {
        return dmaOperation;
    }

    /// Whether the IOMMU is told to forget addresses.
    public boolean flushes() {
        return op == IommuOp.FLUSH_RANGE || op == IommuOp.FLUSH_ALL || op == IommuOp.INVALIDATE;
    }

    /// Whether it says by itself that the IOMMU forgets addresses, and which: a flush outside of any operation, or an
    /// unmap as the device model saw it.
    ///
    /// @param byDriver whether the driver's side recorded it
    public boolean invalidates(boolean byDriver) {
        return (flushes() || (op == IommuOp.UNMAP && !byDriver))
                && !inDmaOperation
                && (!hasIova || (hasSize && isReachable(iova) && isReachable(size)));
    }

    /// Whether it is about all addresses.
    public boolean isWhole() {
        return !hasIova;
    }

    private static boolean isReachable(long number) {
        return number >= 0 && number < MAX_ADDRESS;
    }

    /// First I/O virtual address.
    public long iova() {
        return iova;
    }

    /// Bytes.
    public long size() {
        return size;
    }
}
