// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// One access seen from the device's side.
public final class DeviceAccess extends RecordedEvent {

    private int device;
    private AccessKind access = AccessKind.UNKNOWN;
    private long iova;
    private boolean hasIova;
    private long size;
    private AccessResult result = AccessResult.UNKNOWN;

    /// Sets who did what; an unknown size is 0.
    public void begin(int newDevice, AccessKind newAccess, long newSize) {
        device = newDevice;
        access = newAccess;
        size = newSize;
    }

    /// Sets where, where known.
    public void iova(boolean isKnown, long address) {
        hasIova = isKnown;
        iova = address;
    }

    /// Sets what came of it.
    public void result(AccessResult newResult) {
        result = newResult;
    }

    /// What came of it.
    public AccessResult result() {
        return result;
    }

    /// Number of the device, or [Names#UNKNOWN].
    public int device() {
        return device;
    }

    /// What the device did.
    public AccessKind access() {
        return access;
    }

    /// Whether the address is known.
    public boolean hasIova() {
        return hasIova;
    }

    /// The address the device used.
    public long iova() {
        return iova;
    }

    /// Bytes.
    public long size() {
        return size;
    }
}
