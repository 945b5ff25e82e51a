// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// One event of an IOMMU.
public final class IommuOperation extends RecordedEvent {

    private IommuOp op = IommuOp.MAP;
    private int device;
    private long domain;
    private boolean hasDomain;
    private long iova;
    private long size;
    private boolean hasRange;

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

    /// Sets the range it is about, where known.
    public void range(boolean isKnown, long newIova, long newSize) {
        hasRange = isKnown;
        iova = newIova;
        size = newSize;
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
        return hasRange;
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
