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
    private boolean hasSize;
    private int source;
    private AccessResult result = AccessResult.UNKNOWN;

    /// Sets who did what, and who says so.
    public void begin(int newDevice, AccessKind newAccess, int bySource) {
        device = newDevice;
        access = newAccess;
        source = bySource;
    }

    /// Sets how much, where known.
    public void size(boolean isKnown, long bytes) {
        hasSize = isKnown;
        size = isKnown ? bytes : 0;
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

    /// The recording that has it.
    public int source() {
        return source;
    }

    /// Whether it is known how much.
    public boolean hasSize() {
        return hasSize;
    }

    /// Bytes, 0 where not known.
    public long size() {
        return size;
    }
}
