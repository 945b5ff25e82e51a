// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// One segment of a buffer posted to a virtqueue.
public final class PostedSegment {

    private long addEvent;
    private int entryIndex;
    private long size;
    private boolean deviceWritable;
    private long physAddress;
    private boolean hasPhysAddress;
    private long dmaAddress;
    private boolean hasDmaAddress;

    /// Sets what is always known.
    public void begin(long newAddEvent, int newEntryIndex, long newSize, boolean isDeviceWritable) {
        addEvent = newAddEvent;
        entryIndex = newEntryIndex;
        size = newSize;
        deviceWritable = isDeviceWritable;
    }

    /// Sets where the memory lies, where known.
    public void physAddress(boolean isKnown, long address) {
        hasPhysAddress = isKnown;
        physAddress = address;
    }

    /// Sets the address the device gets, which only premapped buffers bring along.
    public void dmaAddress(boolean isKnown, long address) {
        hasDmaAddress = isKnown;
        dmaAddress = address;
    }

    /// The virtqueue add that posts it.
    public long addEvent() {
        return addEvent;
    }

    /// Its place in the buffer.
    public int entryIndex() {
        return entryIndex;
    }

    /// Bytes.
    public long size() {
        return size;
    }

    /// Whether the device may write it.
    public boolean deviceWritable() {
        return deviceWritable;
    }

    /// Whether the recording tells where the memory lies.
    public boolean hasPhysAddress() {
        return hasPhysAddress;
    }

    /// Where the memory lies.
    public long physAddress() {
        return physAddress;
    }

    /// Whether the buffer came premapped.
    public boolean hasDmaAddress() {
        return hasDmaAddress;
    }

    /// The address the device gets.
    public long dmaAddress() {
        return dmaAddress;
    }
}
