// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// One virtqueue operation seen from the device's side.
public final class DeviceQueueOperation extends RecordedEvent {

    private int virtioDevice;
    private long writtenBytes;

    /// Sets whose queue it is.
    public void begin(int newVirtioDevice) {
        virtioDevice = newVirtioDevice;
    }

    /// Sets how many bytes the device says it wrote; 0 where it says nothing.
    public void written(long bytes) {
        writtenBytes = bytes;
    }

    /// Bytes the device says it wrote into a buffer it gives back.
    public long writtenBytes() {
        return writtenBytes;
    }

    /// Number of the virtio device, or [Names#UNKNOWN].
    public int virtioDevice() {
        return virtioDevice;
    }
}
