// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values by a text that is looked up as bytes, so that no string is made per line.
///
/// @param <V> what is looked up
final class ByteKeyMap<V> {

    private static final int FIRST_SLOTS = 256;

    private @Nullable Entry<V>[] slots = newSlots(FIRST_SLOTS);
    private final List<V> values = new ArrayList<>();

    private static final class Entry<V> {

        private final byte[] key;
        private final V value;

        Entry(byte[] key, V value) {
            this.key = key;
            this.value = value;
        }
    }

    /// The value of these bytes, or null.
    @Nullable
    V find(byte[] bytes, int from, int to) {
        Entry<V> entry = slots[slotOf(slots, bytes, from, to)];
        return entry == null ? null : entry.value;
    }

    /// Adds a value for bytes that have none yet.
    void add(byte[] key, V value) {
        values.add(value);
        if (2 * values.size() > slots.length) {
            grow();
        }
        slots[slotOf(slots, key, 0, key.length)] = new Entry<>(key, value);
    }

    /// All values, in the order in which they were added.
    List<V> values() {
        return values;
    }

    private void grow() {
        @Nullable Entry<V>[] larger = newSlots(2 * slots.length);
        for (Entry<V> entry : slots) {
            if (entry != null) {
                larger[slotOf(larger, entry.key, 0, entry.key.length)] = entry;
            }
        }
        slots = larger;
    }

    private static <V> int slotOf(@Nullable Entry<V>[] slots, byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 15) & slots.length - 1;
        while (true) {
            Entry<V> there = slots[slot];
            if (there == null || Arrays.equals(there.key, 0, there.key.length, bytes, from, to)) {
                return slot;
            }
            slot = slot + 1 & slots.length - 1;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <V> @Nullable Entry<V>[] newSlots(int count) {
        return new Entry[count];
    }
}
