// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import java.util.Arrays;
import org.dmatape.replay.event.AccessKind;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.model.internal.mapping.Mappings;

/// Ranges of device addresses that are mapped, or were: what an access of a device is held against. Rows of arrays that
/// are used again; a row outlives its mapping while an access may have met it.
public final class DeviceRanges {

    /// No row.
    static final int NONE = -1;

    /// The map of a range that was mapped before the recording began.
    static final long OLDER = -1;

    /// Above all addresses that a device can use.
    public static final long MAX_ADDRESS = 1L << 62;

    /// More than is ever mapped at once.
    static final long MAX_BYTES = 1L << 36;

    private static final int FIRST_CAPACITY = 1 << 8;
    private static final DmaDirection[] DIRECTIONS = DmaDirection.values();
    private static final int FLUSHED = 1;
    private static final int DOUBTFUL = 1 << 1;

    private int[] mapping = new int[FIRST_CAPACITY];
    private int[] device = new int[FIRST_CAPACITY];
    private int[] nodes = new int[FIRST_CAPACITY];
    private byte[] direction = new byte[FIRST_CAPACITY];
    private int[] flags = new int[FIRST_CAPACITY];
    private long[] firstByte = new long[FIRST_CAPACITY];
    private long[] lastByte = new long[FIRST_CAPACITY];
    private long[] mapId = new long[FIRST_CAPACITY];
    private long[] mapNs = new long[FIRST_CAPACITY];
    private long[] endId = new long[FIRST_CAPACITY];
    private long[] endNs = new long[FIRST_CAPACITY];
    private long[] unmapId = new long[FIRST_CAPACITY];
    private int used;
    private int free = NONE;

    /// Whether an extent is one that a device can use.
    static boolean isReachable(long first, long size) {
        return first >= 0 && first < MAX_ADDRESS && size >= 1 && size <= MAX_BYTES;
    }

    /// A range that is mapped from now on.
    ///
    /// @param ofMapping the row of its mapping
    int add(int ofMapping, int ofDevice, DmaDirection towards, long first, long size) {
        int row = free;
        if (row == NONE) {
            row = used++;
            if (row == mapping.length) {
                grow();
            }
        } else {
            free = nodes[row];
        }
        mapping[row] = ofMapping;
        device[row] = ofDevice;
        nodes[row] = 0;
        direction[row] = (byte) towards.ordinal();
        flags[row] = 0;
        firstByte[row] = first;
        lastByte[row] = first + size - 1;
        mapId[row] = OLDER;
        mapNs[row] = 0;
        endId[row] = Mappings.NOT_ENDED;
        endNs[row] = 0;
        unmapId[row] = Mappings.NOT_ENDED;
        return row;
    }

    private void grow() {
        int capacity = mapping.length * 2;
        mapping = Arrays.copyOf(mapping, capacity);
        device = Arrays.copyOf(device, capacity);
        nodes = Arrays.copyOf(nodes, capacity);
        direction = Arrays.copyOf(direction, capacity);
        flags = Arrays.copyOf(flags, capacity);
        firstByte = Arrays.copyOf(firstByte, capacity);
        lastByte = Arrays.copyOf(lastByte, capacity);
        mapId = Arrays.copyOf(mapId, capacity);
        mapNs = Arrays.copyOf(mapNs, capacity);
        endId = Arrays.copyOf(endId, capacity);
        endNs = Arrays.copyOf(endNs, capacity);
        unmapId = Arrays.copyOf(unmapId, capacity);
    }

    /// Sets what mapped it.
    void mappedBy(int row, long event, long tsNs) {
        mapId[row] = event;
        mapNs[row] = tsNs;
    }

    /// It ended at an event, or before it: of several ends the first counts.
    void endNoLaterThan(int row, long event, long tsNs) {
        if (event < endId[row]) {
            endId[row] = event;
            endNs[row] = tsNs;
        }
    }

    /// Sets what unmapped it.
    void unmappedBy(int row, long event, long tsNs) {
        unmapId[row] = event;
        endNoLaterThan(row, event, tsNs);
    }

    /// Its mapping is needed no more; it may be.
    void detach(int row) {
        mapping[row] = NONE;
        freeIfUnused(row);
    }

    /// One more page has it.
    void hold(int row) {
        nodes[row]++;
    }

    /// A page has it no more.
    void release(int row) {
        nodes[row]--;
        freeIfUnused(row);
    }

    private void freeIfUnused(int row) {
        if (nodes[row] == 0 && mapping[row] == NONE) {
            nodes[row] = free;
            free = row;
        }
    }

    /// The row of its mapping while that is remembered, or [#NONE].
    int mapping(int row) {
        return mapping[row];
    }

    int device(int row) {
        return device[row];
    }

    DmaDirection direction(int row) {
        return DIRECTIONS[direction[row]];
    }

    long firstByte(int row) {
        return firstByte[row];
    }

    long lastByte(int row) {
        return lastByte[row];
    }

    long mapId(int row) {
        return mapId[row];
    }

    long mapNs(int row) {
        return mapNs[row];
    }

    long endId(int row) {
        return endId[row];
    }

    long endNs(int row) {
        return endNs[row];
    }

    long unmapId(int row) {
        return unmapId[row];
    }

    boolean isLive(int row) {
        return endId[row] == Mappings.NOT_ENDED;
    }

    /// Whether the IOMMU was told to forget it before what ended it returned.
    boolean isFlushed(int row) {
        return (flags[row] & FLUSHED) != 0;
    }

    void markFlushed(int row) {
        flags[row] |= FLUSHED;
    }

    /// Whether only the end of the tape tells if it ever was.
    boolean isDoubtful(int row) {
        return (flags[row] & DOUBTFUL) != 0;
    }

    void doubtful(int row, boolean isDoubtful) {
        flags[row] = isDoubtful ? flags[row] | DOUBTFUL : flags[row] & ~DOUBTFUL;
    }

    /// Whether two say the same of the same bytes.
    boolean areAlike(int one, int two) {
        return firstByte[one] == firstByte[two]
                && lastByte[one] == lastByte[two]
                && direction[one] == direction[two]
                && (mapId[one] == OLDER) == (mapId[two] == OLDER);
    }

    boolean holds(int row, long first, long last) {
        return firstByte[row] <= first && lastByte[row] >= last;
    }

    /// Whether a device may do this there; of what is not known nothing says that it may not.
    boolean permits(int row, AccessKind access) {
        return switch (access) {
            case UNKNOWN -> true;
            case READ -> direction(row) == DmaDirection.TO_DEVICE || direction(row) == DmaDirection.BIDIRECTIONAL;
            case WRITE -> direction(row) == DmaDirection.FROM_DEVICE || direction(row) == DmaDirection.BIDIRECTIONAL;
        };
    }
}
