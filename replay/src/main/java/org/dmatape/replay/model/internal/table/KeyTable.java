// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.table;

import java.util.Arrays;

/// An open-addressed hash table from a small number and a 64-bit number (a device and an address, say) to a number
/// that is not negative.
public final class KeyTable {

    /// What is found where nothing is.
    public static final int ABSENT = -1;

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private int[] spaces = new int[FIRST_CAPACITY];
    private long[] keys = new long[FIRST_CAPACITY];
    private int[] values = filled(FIRST_CAPACITY);
    private int mask = FIRST_CAPACITY - 1;
    private int size;

    /// What a key leads to, or [#ABSENT].
    public int get(int space, long key) {
        return values[place(space, key)];
    }

    /// Makes a key lead to a number, which is not negative.
    public void put(int space, long key, int value) {
        int place = place(space, key);
        if (values[place] == ABSENT) {
            size++;
            spaces[place] = space;
            keys[place] = key;
        }
        values[place] = value;
        if (size * 2 > values.length) {
            grow();
        }
    }

    /// Forgets a key.
    public void remove(int space, long key) {
        int hole = place(space, key);
        if (values[hole] == ABSENT) {
            return;
        }
        size--;
        // move up what would no longer be found behind the hole
        int next = hole;
        while (true) {
            next = (next + 1) & mask;
            if (values[next] == ABSENT) {
                values[hole] = ABSENT;
                return;
            }
            int home = home(spaces[next], keys[next]);
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                spaces[hole] = spaces[next];
                keys[hole] = keys[next];
                values[hole] = values[next];
                hole = next;
            }
        }
    }

    private int place(int space, long key) {
        int place = home(space, key);
        while (values[place] != ABSENT && (keys[place] != key || spaces[place] != space)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private int home(int space, long key) {
        long hash = (key ^ ((long) space << 48) ^ space) * MIX;
        hash = (hash ^ (hash >>> 29)) * MIX;
        return (int) (hash >>> 32) & mask;
    }

    private void grow() {
        int[] oldSpaces = spaces;
        long[] oldKeys = keys;
        int[] oldValues = values;
        int capacity = oldValues.length * 2;
        spaces = new int[capacity];
        keys = new long[capacity];
        values = filled(capacity);
        mask = capacity - 1;
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != ABSENT) {
                int place = place(oldSpaces[i], oldKeys[i]);
                spaces[place] = oldSpaces[i];
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }

    private static int[] filled(int capacity) {
        int[] values = new int[capacity];
        Arrays.fill(values, ABSENT);
        return values;
    }
}
