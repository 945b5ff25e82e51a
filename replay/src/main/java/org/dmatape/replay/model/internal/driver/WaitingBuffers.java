// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.table.KeyTable;

/// Buffers that wait in a ring for what the device receives, which no leak is: many mappings of one size that the
/// device writes, no more than when the ring was first filled, or made one after the other without one being unmapped,
/// and no more of them than a ring holds. Most were made at one go, or in exchange for others of their kind.
final class WaitingBuffers {

    private static final int SMALLEST_RING = 16;
    private static final int FIRST_CAPACITY = 1 << 8;
    /// Drivers use a few sizes. Of more than so many nothing is known to wait, and they are told as if nothing did.
    private static final int MOST_KINDS = 1 << 16;

    private static final int NO_KIND = -1;
    private static final long NONE = -1;

    /// What one device does with buffers of one size.
    private static final class Kind {
        private long made;
        private long latestMap = NONE;
        private long latestUnmap = NONE;
        private long unmaps;
        private long paired;
        /// What the device had unmapped at the latest map.
        private long unmappedOfDevice;
        /// Mappings made at one go, and how many of the first of them were made while only others were unmapped.
        private long fill;
        private long longestFill;
        private long firstFill;
        private long firstFillBesideOthers;
        private boolean isFirstFill = true;

        /// A ring is filled at one go, and one that was full when the recording began lets go of what was in it.
        private long mostInRing() {
            return longestFill + Math.max(0, unmaps - paired);
        }
    }

    private final Mappings mappings;
    private final int older;
    private final KeyTable kindNumbers = new KeyTable();
    private final List<Kind> kinds = new ArrayList<>();
    private long[] latestUnmapOfDevice = filled(FIRST_CAPACITY);
    private long[] unmapsOfDevice = new long[FIRST_CAPACITY];

    /// Of a mapping: its kind, its number among those of its kind, and whether only others were unmapped since the one
    /// before it.
    private int[] kind = new int[FIRST_CAPACITY];
    private long[] number = new long[FIRST_CAPACITY];
    private final BitSet besideOthers = new BitSet();
    private final BitSet inRing = new BitSet();

    /// @param older a fill ends when the device unmaps more than so many other buffers
    WaitingBuffers(Mappings mappings, int older) {
        this.mappings = mappings;
        this.older = older;
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
        kind[row] = kindOf(device, mappings.size(row));
        if (kind[row] == NO_KIND) {
            return;
        }
        growTo(device);
        Kind alike = kinds.get(kind[row]);
        number[row] = alike.made++;
        long before = alike.latestMap;
        boolean exchanged = alike.latestUnmap > before;
        boolean beside = before != NONE && !exchanged && latestUnmapOfDevice[device] > before;
        besideOthers.set(row, beside);
        if (before != NONE && (exchanged || unmapsOfDevice[device] - alike.unmappedOfDevice > older)) {
            alike.fill = 0;
            alike.isFirstFill = false;
        }
        alike.fill++;
        alike.longestFill = Math.max(alike.longestFill, alike.fill);
        if (alike.isFirstFill && alike.latestUnmap == NONE) {
            alike.firstFill++;
            alike.firstFillBesideOthers += beside ? 1 : 0;
        }
        alike.unmappedOfDevice = unmapsOfDevice[device];
        alike.latestMap = mappings.mapId(row);
    }

    /// Something is unmapped.
    void unmapped(DmaOperation unmap) {
        int device = unmap.device();
        if (device < 0) {
            return;
        }
        growTo(device);
        latestUnmapOfDevice[device] = unmap.eventId();
        unmapsOfDevice[device]++;
        if (unmap.api() == DmaApi.SINGLE && unmap.direction() == DmaDirection.FROM_DEVICE && unmap.hasSize(0)) {
            int number = kindOf(device, unmap.size(0));
            if (number != NO_KIND) {
                Kind alike = kinds.get(number);
                alike.latestUnmap = unmap.eventId();
                alike.unmaps++;
            }
        }
    }

    /// It is certain that an unmap ended a mapping.
    void paired(int row) {
        if (isComparable(row) && kind[row] != NO_KIND) {
            kinds.get(kind[row]).paired++;
        }
    }

    private void growTo(int device) {
        int length = latestUnmapOfDevice.length;
        if (device >= length) {
            int capacity = Math.max(device + 1, length * 2);
            latestUnmapOfDevice = Arrays.copyOf(latestUnmapOfDevice, capacity);
            Arrays.fill(latestUnmapOfDevice, length, capacity, NONE);
            unmapsOfDevice = Arrays.copyOf(unmapsOfDevice, capacity);
        }
    }

    private boolean isComparable(int row) {
        return mappings.api(row) == DmaApi.SINGLE
                && mappings.direction(row) == DmaDirection.FROM_DEVICE
                && mappings.hasSize(row);
    }

    private int kindOf(int device, long size) {
        int found = kindNumbers.get(device, size);
        if (found != KeyTable.ABSENT) {
            return found;
        }
        if (kinds.size() == MOST_KINDS) {
            return NO_KIND;
        }
        kindNumbers.put(device, size, kinds.size());
        kinds.add(new Kind());
        return kinds.size() - 1;
    }

    /// The tape has ended, and all that is live is known.
    void finish() {
        Integer[] waiting = new Integer[mappings.rows()];
        int count = 0;
        for (int row = 0; row < mappings.rows(); row++) {
            if (mappings.isHead(row)
                    && mappings.isLive(row)
                    && mappings.endId(row) == Mappings.NOT_ENDED
                    && isComparable(row)
                    && kind[row] != NO_KIND) {
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
        int from = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || kind[waiting[i - 1]] != kind[waiting[i]]) {
                judgeKind(waiting, from, i);
                from = i;
            }
        }
    }

    /// Those that were made one after the other, or all of them.
    private void judgeKind(Integer[] waiting, int from, int to) {
        Kind alike = kinds.get(kind[waiting[from]]);
        int oldestInRing = (int) Math.max(from, to - alike.mostInRing());
        int ofRun = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || number[waiting[i - 1]] + 1 != number[waiting[i]]) {
                judgeRun(waiting, ofRun, i, oldestInRing);
                ofRun = i;
            }
        }
        // no more are mapped than when the ring was first filled
        boolean ring = to - from >= SMALLEST_RING
                && to - from <= alike.firstFill
                && 2 * alike.firstFillBesideOthers <= alike.firstFill;
        markIf(ring, waiting, from, to);
    }

    private void judgeRun(Integer[] waiting, int from, int to, int oldestInRing) {
        int besides = 0;
        for (int i = from; i < to; i++) {
            besides += besideOthers.get(waiting[i]) ? 1 : 0;
        }
        markIf(to - from >= SMALLEST_RING && 2 * besides <= to - from, waiting, Math.max(from, oldestInRing), to);
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
