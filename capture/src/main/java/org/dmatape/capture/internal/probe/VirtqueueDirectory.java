// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import java.util.Arrays;

/// What the recording has said so far of each virtqueue, by its kernel pointer: most probes fetch only the pointer.
public final class VirtqueueDirectory {

    /// Nothing known.
    public static final int UNKNOWN = -1;

    private static final int FIRST_SLOTS = 64;
    private static final int MOST_QUEUES = 1 << 16;

    private long[] pointers = new long[FIRST_SLOTS];
    private int[] devices = filled(FIRST_SLOTS);
    private int[] names = filled(FIRST_SLOTS);
    private int[] indexes = filled(FIRST_SLOTS);
    private int count;

    /// Takes in what a probe said; [#UNKNOWN] for what it did not.
    public void learn(long pointer, int deviceTextId, int nameTextId, int queueIndex) {
        if (pointer == 0 || count >= MOST_QUEUES) {
            return;
        }
        int slot = slotOf(pointer);
        if (pointers[slot] == 0) {
            pointers[slot] = pointer;
            count++;
        }
        devices[slot] = deviceTextId == UNKNOWN ? devices[slot] : deviceTextId;
        names[slot] = nameTextId == UNKNOWN ? names[slot] : nameTextId;
        indexes[slot] = queueIndex == UNKNOWN ? indexes[slot] : queueIndex;
        if (count * 2 > pointers.length) {
            grow();
        }
    }

    /// Virtio device of a queue.
    public int deviceOf(long pointer) {
        return pointer == 0 ? UNKNOWN : devices[slotOf(pointer)];
    }

    /// Name of a queue.
    public int nameOf(long pointer) {
        return pointer == 0 ? UNKNOWN : names[slotOf(pointer)];
    }

    /// Index of a queue in its device.
    public int indexOf(long pointer) {
        return pointer == 0 ? UNKNOWN : indexes[slotOf(pointer)];
    }

    private int slotOf(long pointer) {
        int mask = pointers.length - 1;
        int slot = (int) ((pointer * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (pointers[slot] != 0 && pointers[slot] != pointer) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldPointers = pointers;
        int[] oldDevices = devices;
        int[] oldNames = names;
        int[] oldIndexes = indexes;
        int slots = oldPointers.length * 2;
        pointers = new long[slots];
        devices = filled(slots);
        names = filled(slots);
        indexes = filled(slots);
        for (int i = 0; i < oldPointers.length; i++) {
            if (oldPointers[i] != 0) {
                int slot = slotOf(oldPointers[i]);
                pointers[slot] = oldPointers[i];
                devices[slot] = oldDevices[i];
                names[slot] = oldNames[i];
                indexes[slot] = oldIndexes[i];
            }
        }
    }

    private static int[] filled(int slots) {
        int[] unknown = new int[slots];
        Arrays.fill(unknown, UNKNOWN);
        return unknown;
    }
}
