// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// One virtqueue operation seen from the device's side.
public final class DeviceQueueOperation extends RecordedEvent {

    private int virtioDevice;

    /// Sets whose queue it is.
    public void begin(int newVirtioDevice) {
        virtioDevice = newVirtioDevice;
    }

    /// Number of the virtio device, or [Names#UNKNOWN].
    public int virtioDevice() {
        return virtioDevice;
    }
}
