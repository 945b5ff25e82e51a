// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.stack;

import java.util.Arrays;

/// The stacks of a recording that were seen so far, found by their addresses.
final class KnownStacks {

    static final int UNKNOWN = -1;

    private static final int FIRST_SLOTS = 1 << 8;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    /// The addresses of all stacks, one after the other.
    private long[] addresses = new long[1 << 10];
    private int addressCount;
    /// Where each stack ends in them.
    private int[] ends = new int[FIRST_SLOTS / 2];
    private int[] stackIds = new int[FIRST_SLOTS / 2];
    private int count;
    /// Number of the stack in each slot, counted from 1; 0 for none.
    private int[] slots = new int[FIRST_SLOTS];

    /// The number a stack was given, or [#UNKNOWN].
    int find(long[] frames, int frameCount) {
        return find(frames, 0, frameCount);
    }

    private int find(long[] frames, int from, int frameCount) {
        int stack = slots[slotOf(frames, from, frameCount)] - 1;
        return stack < 0 ? UNKNOWN : stackIds[stack];
    }

    /// What all of them take together.
    int words() {
        return addressCount;
    }

    /// Remembers a stack that is not known yet.
    void add(long[] frames, int frameCount, int stackId) {
        if (addressCount + frameCount > addresses.length) {
            addresses = Arrays.copyOf(addresses, Math.max(2 * addresses.length, addressCount + frameCount));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            stackIds = Arrays.copyOf(stackIds, 2 * count);
        }
        System.arraycopy(frames, 0, addresses, addressCount, frameCount);
        addressCount += frameCount;
        ends[count] = addressCount;
        stackIds[count] = stackId;
        count++;
        if (2 * count > slots.length) {
            rehash();
        } else {
            slots[slotOf(frames, 0, frameCount)] = count;
        }
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        for (int stack = 0; stack < count; stack++) {
            slots[slotOf(addresses, beginOf(stack), ends[stack] - beginOf(stack))] = stack + 1;
        }
    }

    /// Where a stack is, or an empty slot.
    private int slotOf(long[] frames, int from, int frameCount) {
        int mask = slots.length - 1;
        int slot = hash(frames, from, frameCount) & mask;
        while (slots[slot] != 0 && !isStack(slots[slot] - 1, frames, from, frameCount)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isStack(int stack, long[] frames, int from, int frameCount) {
        return Arrays.equals(addresses, beginOf(stack), ends[stack], frames, from, from + frameCount);
    }

    private int beginOf(int stack) {
        return stack == 0 ? 0 : ends[stack - 1];
    }

    private static int hash(long[] frames, int from, int frameCount) {
        long hash = frameCount;
        for (int i = from; i < from + frameCount; i++) {
            hash = (hash ^ frames[i]) * MIX;
            hash ^= hash >>> Integer.SIZE;
        }
        return (int) hash;
    }
}
