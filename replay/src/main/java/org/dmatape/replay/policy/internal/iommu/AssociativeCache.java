// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal.iommu;

import java.util.Arrays;

/// Keys in sets of a few ways, of which the one not used for longest gives way.
final class AssociativeCache {

    private static final long EMPTY = -1;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final int DOMAIN_SHIFT = 52;

    /// The ways of a set lie behind each other, the one used last first.
    private final long[] keys;

    private final int ways;
    private final int sets;

    /// @param entries a multiple of the ways
    AssociativeCache(int entries, int ways) {
        this.ways = ways;
        sets = Math.max(1, entries / ways);
        keys = new long[sets * ways];
        Arrays.fill(keys, EMPTY);
    }

    static long key(int domain, long frame) {
        return (long) domain << DOMAIN_SHIFT | frame;
    }

    /// Uses a key, which is in the cache afterwards.
    ///
    /// @return whether it was before
    boolean touch(long key) {
        int first = firstOf(key);
        int place = first;
        int last = first + ways - 1;
        while (place < last && keys[place] != key) {
            place++;
        }
        boolean hit = keys[place] == key;
        System.arraycopy(keys, first, keys, first + 1, place - first);
        keys[first] = key;
        return hit;
    }

    /// Takes a key out.
    void drop(long key) {
        int first = firstOf(key);
        for (int place = first; place < first + ways; place++) {
            if (keys[place] == key) {
                System.arraycopy(keys, place + 1, keys, place, first + ways - 1 - place);
                keys[first + ways - 1] = EMPTY;
                return;
            }
        }
    }

    /// Takes all keys of a domain out.
    void dropDomain(int domain) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] >>> DOMAIN_SHIFT == domain) {
                keys[i] = EMPTY;
            }
        }
    }

    private int firstOf(long key) {
        long hash = key * MIX;
        return (int) Long.remainderUnsigned(hash >>> 20, sets) * ways;
    }
}
