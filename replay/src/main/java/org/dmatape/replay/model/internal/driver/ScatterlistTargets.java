// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.Arrays;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.model.internal.table.KeyTable;

/// Which address the unmap of a scatterlist means: it carries physical addresses only. The latest scatterlist mapped
/// from the same memory, with as many entries and the same direction, is meant; where there is none the wrong function
/// was called, or with the wrong entries, and whatever was mapped from that memory last is meant.
final class ScatterlistTargets {

    /// No scatterlist.
    static final int NONE = -1;
    /// Which address is meant is not known; that of a mapping that failed, which nothing has.
    static final long UNKNOWN_ADDRESS = -1L;

    private static final int FIRST_CAPACITY = 1 << 8;
    private static final int MAX_DEPTH = 64;
    private static final DmaDirection[] DIRECTIONS = DmaDirection.values();

    private final KeyTable latest = new KeyTable();
    private final LatestMaps latestMaps = new LatestMaps();
    private int[] next = new int[FIRST_CAPACITY];
    private int[] entryCount = new int[FIRST_CAPACITY];
    private byte[] direction = new byte[FIRST_CAPACITY];
    private long[] dma = new long[FIRST_CAPACITY];
    private int used;
    private int free = NONE;

    /// Notes a map of any kind. Linux 6.1 does not tell the address of a scatterlist; it was the latest map of its
    /// memory nevertheless.
    void mapped(DmaOperation map) {
        if (map.device() < 0 || !map.hasPhysAddress(0) || !(map.hasDmaAddress(0) || map.api() == DmaApi.SG)) {
            return;
        }
        latestMaps.put(map.device(), map.physAddress(0), address(map));
        if (map.api() == DmaApi.SG) {
            push(map);
        }
    }

    private static long address(DmaOperation map) {
        return map.hasDmaAddress(0) ? map.dmaAddress(0) : UNKNOWN_ADDRESS;
    }

    /// The address an unmap means, which is taken from the scatterlists that are still mapped; [#UNKNOWN_ADDRESS] when
    /// nothing tells.
    long target(DmaOperation unmap) {
        if (unmap.device() < 0 || !unmap.hasPhysAddress(0)) {
            return UNKNOWN_ADDRESS;
        }
        long memory = unmap.physAddress(0);
        int found = find(unmap);
        if (found == NONE) {
            int latestMap = latestMaps.find(unmap.device(), memory);
            return latestMap == LatestMaps.NONE ? UNKNOWN_ADDRESS : latestMaps.dmaAddress(latestMap);
        }
        unlink(unmap.device(), memory, found);
        next[found] = free;
        free = found;
        return dma[found];
    }

    private void push(DmaOperation map) {
        int node = free;
        if (node == NONE) {
            node = used++;
            if (node == next.length) {
                grow();
            }
        } else {
            free = next[node];
        }
        entryCount[node] = map.entryCount();
        direction[node] = (byte) map.direction().ordinal();
        dma[node] = address(map);
        next[node] = latest.get(map.device(), map.physAddress(0));
        latest.put(map.device(), map.physAddress(0), node);
        cutBehind(node);
    }

    /// Scatterlists whose unmap was not recorded must not pile up.
    private void cutBehind(int first) {
        int node = first;
        for (int depth = 1; depth < MAX_DEPTH && node != NONE; depth++) {
            node = next[node];
        }
        if (node == NONE) {
            return;
        }
        int surplus = next[node];
        next[node] = NONE;
        while (surplus != NONE) {
            int after = next[surplus];
            next[surplus] = free;
            free = surplus;
            surplus = after;
        }
    }

    private int find(DmaOperation unmap) {
        int node = latest.get(unmap.device(), unmap.physAddress(0));
        while (node != NONE
                && (entryCount[node] != unmap.entryCount() || DIRECTIONS[direction[node]] != unmap.direction())) {
            node = next[node];
        }
        return node;
    }

    private void unlink(int device, long memory, int node) {
        int before = latest.get(device, memory);
        if (before == node) {
            if (next[node] == NONE) {
                latest.remove(device, memory);
            } else {
                latest.put(device, memory, next[node]);
            }
            return;
        }
        while (next[before] != node) {
            before = next[before];
        }
        next[before] = next[node];
    }

    private void grow() {
        int capacity = next.length * 2;
        next = Arrays.copyOf(next, capacity);
        entryCount = Arrays.copyOf(entryCount, capacity);
        direction = Arrays.copyOf(direction, capacity);
        dma = Arrays.copyOf(dma, capacity);
    }
}
