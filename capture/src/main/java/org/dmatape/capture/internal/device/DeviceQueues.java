// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

/// The queues of the device model: which device a queue belongs to and which of its queues it is. Only notifications
/// say so (`virtio_queue_notify vdev .. n .. vq ..`); what was learnt serves the other events of the queue.
final class DeviceQueues {

    /// The index is not known.
    static final long UNKNOWN = -1;

    private static final int MOST_QUEUES = 1 << 16;
    private static final int FIRST_SLOTS = 64;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int SPREAD_SHIFT = 40;

    private long[] queues = new long[FIRST_SLOTS];
    private long[] devices = new long[FIRST_SLOTS];
    private long[] indexes = new long[FIRST_SLOTS];
    private int count;
    private long waiting;
    private boolean isDeferring;

    /// Device of a queue, 0 when it is not known.
    long deviceOf(long vq) {
        return devices[slotOf(vq)];
    }

    /// Index of a queue, or [#UNKNOWN].
    long indexOf(long vq) {
        int slot = slotOf(vq);
        return vq != 0 && queues[slot] == vq ? indexes[slot] : UNKNOWN;
    }

    /// An interrupt of a queue was asked for, to be raised together with others later (QEMU 9 to 10).
    ///
    /// @return whether it is a new one: an interrupt that is already waiting is raised once
    boolean interruptAsked(long vq) {
        boolean isWaiting = isDeferring && waiting == vq && vq != 0;
        waiting = vq;
        return !isWaiting;
    }

    /// An interrupt of a queue was raised later.
    ///
    /// @return whether it is a new one: nobody was seen to ask for it
    boolean interruptRaised(long vq) {
        isDeferring = true;
        boolean wasAsked = waiting == vq && vq != 0;
        waiting = 0;
        return !wasAsked;
    }

    /// A queue belongs to that device.
    void learnDevice(long vq, long vdev) {
        int slot = take(vq);
        if (slot >= 0) {
            devices[slot] = vdev;
        }
    }

    /// A queue is the one of that index.
    void learnIndex(long vq, long index) {
        int slot = take(vq);
        if (slot >= 0) {
            indexes[slot] = index;
        }
    }

    private int take(long vq) {
        if (vq == 0) {
            return -1;
        }
        int slot = slotOf(vq);
        if (queues[slot] == vq) {
            return slot;
        }
        if (count == MOST_QUEUES) {
            return -1;
        }
        if (++count * 2 > queues.length) {
            grow();
            slot = slotOf(vq);
        }
        queues[slot] = vq;
        indexes[slot] = UNKNOWN;
        return slot;
    }

    private int slotOf(long vq) {
        int mask = queues.length - 1;
        int slot = (int) ((vq * SPREAD) >>> SPREAD_SHIFT) & mask;
        while (queues[slot] != vq && queues[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldQueues = queues;
        long[] oldDevices = devices;
        long[] oldIndexes = indexes;
        queues = new long[2 * oldQueues.length];
        devices = new long[queues.length];
        indexes = new long[queues.length];
        for (int i = 0; i < oldQueues.length; i++) {
            if (oldQueues[i] != 0) {
                int slot = slotOf(oldQueues[i]);
                queues[slot] = oldQueues[i];
                devices[slot] = oldDevices[i];
                indexes[slot] = oldIndexes[i];
            }
        }
    }
}
