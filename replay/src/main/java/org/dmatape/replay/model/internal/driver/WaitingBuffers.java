// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.Arrays;
import java.util.BitSet;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.table.KeyTable;

/// Buffers that wait in a ring for what the device receives, which no leak is: many mappings of one size that the
/// device
/// writes, no more than when the ring was first filled, or made one after the other without one being unmapped. Most
/// were made at one go, or in exchange for others of their kind.
final class WaitingBuffers {

    private static final int SMALLEST_RING = 16;
    private static final int FIRST_CAPACITY = 1 << 8;
    private static final long NONE = -1;

    private final Mappings mappings;
    private final KeyTable kinds = new KeyTable();
    private long[] latestMap = filled(FIRST_CAPACITY);
    private long[] latestUnmap = filled(FIRST_CAPACITY);
    private long[] made = new long[FIRST_CAPACITY];
    /// How many were made before the first of their kind was unmapped, and how many of those while others were.
    private long[] firstFill = new long[FIRST_CAPACITY];
    private long[] firstFillBesideOthers = new long[FIRST_CAPACITY];
    private int kindCount;
    private long[] latestUnmapOfDevice = filled(FIRST_CAPACITY);

    /// Of a mapping: its kind, its number among those of its kind, and whether only others were unmapped since the one
    /// before it.
    private int[] kind = new int[FIRST_CAPACITY];
    private long[] number = new long[FIRST_CAPACITY];
    private final BitSet besideOthers = new BitSet();
    private final BitSet inRing = new BitSet();

    WaitingBuffers(Mappings mappings) {
        this.mappings = mappings;
    }

    /// A mapping begins.
    void begins(int row) {
        if (!isComparable(row)) {
            return;
        }
        if (row >= kind.length) {
            int capacity = Math.max(row + 1, kind.length * 2);
            kind = Arrays.copyOf(kind, capacity);
            number = Arrays.copyOf(number, capacity);
        }
        int device = mappings.device(row);
        int alike = kindOf(device, mappings.size(row));
        long before = latestMap[alike];
        kind[row] = alike;
        number[row] = made[alike]++;
        boolean beside = before != NONE && latestUnmapOf(device) > before && latestUnmap[alike] < before;
        besideOthers.set(row, beside);
        if (latestUnmap[alike] == NONE) {
            firstFill[alike]++;
            firstFillBesideOthers[alike] += beside ? 1 : 0;
        }
        latestMap[alike] = mappings.mapId(row);
    }

    /// Something is unmapped.
    void unmapped(DmaOperation unmap) {
        int device = unmap.device();
        if (device < 0) {
            return;
        }
        if (device >= latestUnmapOfDevice.length) {
            int length = latestUnmapOfDevice.length;
            latestUnmapOfDevice = Arrays.copyOf(latestUnmapOfDevice, Math.max(device + 1, length * 2));
            Arrays.fill(latestUnmapOfDevice, length, latestUnmapOfDevice.length, NONE);
        }
        latestUnmapOfDevice[device] = unmap.eventId();
        if (unmap.api() == DmaApi.SINGLE && unmap.direction() == DmaDirection.FROM_DEVICE && unmap.hasSize(0)) {
            // before the array is named: a new kind may make it another one
            int alike = kindOf(device, unmap.size(0));
            latestUnmap[alike] = unmap.eventId();
        }
    }

    private long latestUnmapOf(int device) {
        return device < latestUnmapOfDevice.length ? latestUnmapOfDevice[device] : NONE;
    }

    private boolean isComparable(int row) {
        return mappings.api(row) == DmaApi.SINGLE
                && mappings.direction(row) == DmaDirection.FROM_DEVICE
                && mappings.hasSize(row);
    }

    private int kindOf(int device, long size) {
        int found = kinds.get(device, size);
        if (found != KeyTable.ABSENT) {
            return found;
        }
        if (kindCount == made.length) {
            made = Arrays.copyOf(made, kindCount * 2);
            firstFill = Arrays.copyOf(firstFill, kindCount * 2);
            firstFillBesideOthers = Arrays.copyOf(firstFillBesideOthers, kindCount * 2);
            latestMap = Arrays.copyOf(latestMap, kindCount * 2);
            latestUnmap = Arrays.copyOf(latestUnmap, kindCount * 2);
            Arrays.fill(latestMap, kindCount, kindCount * 2, NONE);
            Arrays.fill(latestUnmap, kindCount, kindCount * 2, NONE);
        }
        kinds.put(device, size, kindCount);
        return kindCount++;
    }

    /// The tape has ended, and all that is live is known.
    void finish() {
        Integer[] waiting = new Integer[mappings.rows()];
        int count = 0;
        for (int row = 0; row < mappings.rows(); row++) {
            if (mappings.isHead(row)
                    && mappings.isLive(row)
                    && mappings.endId(row) == Mappings.NOT_ENDED
                    && isComparable(row)) {
                waiting[count++] = row;
            }
        }
        Arrays.sort(
                waiting,
                0,
                count,
                (one, two) -> kind[one] != kind[two]
                        ? Integer.compare(kind[one], kind[two])
                        : Long.compare(number[one], number[two]));
        int ofKind = 0;
        int ofRun = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || !follows(waiting[i - 1], waiting[i])) {
                judgeRun(waiting, ofRun, i);
                ofRun = i;
            }
            if (i == count || kind[waiting[i - 1]] != kind[waiting[i]]) {
                judgeKind(waiting, ofKind, i);
                ofKind = i;
            }
        }
    }

    private boolean follows(int one, int two) {
        return kind[one] == kind[two] && number[one] + 1 == number[two];
    }

    private void judgeRun(Integer[] waiting, int from, int to) {
        int besides = 0;
        for (int i = from; i < to; i++) {
            besides += besideOthers.get(waiting[i]) ? 1 : 0;
        }
        markIf(to - from >= SMALLEST_RING && 2 * besides <= to - from, waiting, from, to);
    }

    /// No more are mapped than when the ring was first filled.
    private void judgeKind(Integer[] waiting, int from, int to) {
        int alike = kind[waiting[from]];
        boolean ring = to - from >= SMALLEST_RING
                && to - from <= firstFill[alike]
                && 2 * firstFillBesideOthers[alike] <= firstFill[alike];
        markIf(ring, waiting, from, to);
    }

    private void markIf(boolean ring, Integer[] waiting, int from, int to) {
        for (int i = from; ring && i < to; i++) {
            inRing.set(waiting[i]);
        }
    }

    /// Whether a mapping that is live at the end waits in a ring.
    boolean isInRing(int row) {
        return inRing.get(row);
    }

    private static long[] filled(int capacity) {
        long[] values = new long[capacity];
        Arrays.fill(values, NONE);
        return values;
    }
}
