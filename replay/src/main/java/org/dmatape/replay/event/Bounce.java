// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// One copy through a bounce buffer.
public final class Bounce extends RecordedEvent {

    private int device;
    private long size;

    /// Sets all of it; an unknown size is 0.
    public void begin(int newDevice, long newSize) {
        device = newDevice;
        size = newSize;
    }

    /// Number of the device, or [Names#UNKNOWN].
    public int device() {
        return device;
    }

    /// Bytes copied.
    public long size() {
        return size;
    }
}
