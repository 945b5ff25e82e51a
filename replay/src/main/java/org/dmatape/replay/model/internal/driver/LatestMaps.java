// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.Arrays;

/// The latest mapping of memory, by device and physical address, of a fixed number of addresses: a cache of four ways
/// in which the oldest of a set gives way.
final class LatestMaps {

    /// Nothing is known of an address.
    static final int NONE = -1;

    private static final int WAYS = 4;
    private static final int SETS = 1 << 16;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final int[] device = new int[SETS * WAYS];
    private final long[] memory = new long[SETS * WAYS];
    private final long[] dma = new long[SETS * WAYS];

    LatestMaps() {
        Arrays.fill(device, NONE);
    }

    void put(int ofDevice, long physAddress, long dmaAddress) {
        int first = set(ofDevice, physAddress);
        int place = first;
        while (place < first + WAYS - 1 && !holds(place, ofDevice, physAddress)) {
            place++;
        }
        // the newest stands first
        System.arraycopy(device, first, device, first + 1, place - first);
        System.arraycopy(memory, first, memory, first + 1, place - first);
        System.arraycopy(dma, first, dma, first + 1, place - first);
        device[first] = ofDevice;
        memory[first] = physAddress;
        dma[first] = dmaAddress;
    }

    int find(int ofDevice, long physAddress) {
        int first = set(ofDevice, physAddress);
        for (int place = first; place < first + WAYS; place++) {
            if (holds(place, ofDevice, physAddress)) {
                return place;
            }
        }
        return NONE;
    }

    long dmaAddress(int place) {
        return dma[place];
    }

    private boolean holds(int place, int ofDevice, long physAddress) {
        return memory[place] == physAddress && device[place] == ofDevice;
    }

    private static int set(int ofDevice, long physAddress) {
        long hash = (physAddress ^ ((long) ofDevice << 52)) * MIX;
        return (int) (hash >>> 48) * WAYS;
    }
}
