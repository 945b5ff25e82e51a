// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.stack;

import java.util.Arrays;

/// The stacks of a recording that were seen so far, found by their words: addresses, or the bytes of a text.
final class KnownStacks {

    static final int UNKNOWN = -1;

    private static final int FIRST_SLOTS = 1 << 8;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    /// The words of all stacks, one stack after the other.
    private long[] words = new long[1 << 10];
    private int wordCount;
    /// Where each stack ends in them.
    private int[] ends = new int[FIRST_SLOTS / 2];
    private int[] stackIds = new int[FIRST_SLOTS / 2];
    private int count;
    /// Index of the stack in each slot, counted from 1; 0 for none.
    private int[] slots = new int[FIRST_SLOTS];

    /// The number a stack was given, or [#UNKNOWN].
    int find(long[] stack, int length) {
        int index = slots[slotOf(stack, 0, length)] - 1;
        return index < 0 ? UNKNOWN : stackIds[index];
    }

    /// The words of all of them together.
    int wordCount() {
        return wordCount;
    }

    /// Remembers a stack that is not known yet.
    void add(long[] stack, int length, int stackId) {
        if (wordCount + length > words.length) {
            words = Arrays.copyOf(words, Math.max(2 * words.length, wordCount + length));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            stackIds = Arrays.copyOf(stackIds, 2 * count);
        }
        System.arraycopy(stack, 0, words, wordCount, length);
        wordCount += length;
        ends[count] = wordCount;
        stackIds[count] = stackId;
        count++;
        if (2 * count > slots.length) {
            rehash();
        } else {
            slots[slotOf(stack, 0, length)] = count;
        }
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        for (int index = 0; index < count; index++) {
            slots[slotOf(words, beginOf(index), ends[index] - beginOf(index))] = index + 1;
        }
    }

    /// Where a stack is, or an empty slot.
    private int slotOf(long[] from, int begin, int length) {
        int mask = slots.length - 1;
        int slot = hash(from, begin, length) & mask;
        while (slots[slot] != 0 && !isStack(slots[slot] - 1, from, begin, length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isStack(int index, long[] from, int begin, int length) {
        return Arrays.equals(words, beginOf(index), ends[index], from, begin, begin + length);
    }

    private int beginOf(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private static int hash(long[] from, int begin, int length) {
        long hash = length;
        for (int i = begin; i < begin + length; i++) {
            hash = (hash ^ from[i]) * MIX;
            hash ^= hash >>> Integer.SIZE;
        }
        return (int) hash;
    }
}
