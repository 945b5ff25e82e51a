// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// One fault an IOMMU reported.
public final class IommuFault extends RecordedEvent {

    private int device;
    private int source;
    private int reason;
    private AccessKind access = AccessKind.UNKNOWN;
    private long iova;
    private boolean hasIova;

    /// Sets who faulted, doing what.
    public void begin(int newDevice, AccessKind newAccess) {
        device = newDevice;
        access = newAccess;
    }

    /// Sets who says so, and the number of the reason given, or [Names#UNKNOWN].
    public void reported(int bySource, int forReason) {
        source = bySource;
        reason = forReason;
    }

    /// Sets where, where known.
    public void iova(boolean isKnown, long address) {
        hasIova = isKnown;
        iova = address;
    }

    /// Number of the device, or [Names#UNKNOWN].
    public int device() {
        return device;
    }

    /// The recording that has it.
    public int source() {
        return source;
    }

    /// Number of the reason that was given, or [Names#UNKNOWN].
    public int reason() {
        return reason;
    }

    /// What the device did.
    public AccessKind access() {
        return access;
    }

    /// Whether the address is known.
    public boolean hasIova() {
        return hasIova;
    }

    /// The address.
    public long iova() {
        return iova;
    }
}
