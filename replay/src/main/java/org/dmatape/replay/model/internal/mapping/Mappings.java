// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.mapping;

import java.util.Arrays;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.event.DmaOperation;

/// The mappings the model remembers, as rows of arrays that are used again. A mapping has one row per segment: a
/// scatterlist is a chain of rows, of which the first (the head) stands for the whole operation.
public final class Mappings {

    /// No row.
    public static final int NONE = -1;

    /// What a row says of its end while there is none.
    public static final long NOT_ENDED = Long.MAX_VALUE;

    /// `DMA_ATTR_WEAK_ORDERING` of the kernel's `dma-mapping.h`.
    public static final long WEAK_ORDERING = 1L << 1;

    /// `DMA_ATTR_SKIP_CPU_SYNC` of the kernel's `dma-mapping.h`.
    public static final long SKIP_CPU_SYNC = 1L << 5;

    /// The kernel records at most so many entries of a scatterlist, and its unmap may not fit into the ring at all.
    public static final int MAX_RECORDED_ENTRIES = 128;

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final DmaApi[] APIS = DmaApi.values();
    private static final DmaDirection[] DIRECTIONS = DmaDirection.values();

    private static final int HAS_DMA = 1;
    private static final int HAS_PHYS = 1 << 1;
    private static final int HAS_SIZE = 1 << 2;
    private static final int HAS_VIRT = 1 << 3;
    private static final int IN_VIRTQUEUE = 1 << 4;
    private static final int TRUNCATED = 1 << 5;
    private static final int LIVE = 1 << 6;
    private static final int OVERLAPS = 1 << 7;
    private static final int MERGED = 1 << 8;

    private int[] head = new int[FIRST_CAPACITY];
    private int[] nextSegment = new int[FIRST_CAPACITY];
    private int[] address = new int[FIRST_CAPACITY];
    private int[] nextAtAddress = new int[FIRST_CAPACITY];
    private int[] device = new int[FIRST_CAPACITY];
    private int[] cpu = new int[FIRST_CAPACITY];
    private int[] entryCount = new int[FIRST_CAPACITY];
    private int[] flags = new int[FIRST_CAPACITY];
    private byte[] api = new byte[FIRST_CAPACITY];
    private byte[] direction = new byte[FIRST_CAPACITY];
    private long[] mapId = new long[FIRST_CAPACITY];
    private long[] segmentId = new long[FIRST_CAPACITY];
    private long[] tsNs = new long[FIRST_CAPACITY];
    private long[] dma = new long[FIRST_CAPACITY];
    private long[] phys = new long[FIRST_CAPACITY];
    private long[] size = new long[FIRST_CAPACITY];
    private long[] virt = new long[FIRST_CAPACITY];
    private long[] attributes = new long[FIRST_CAPACITY];
    private long[] virtqueueEvent = new long[FIRST_CAPACITY];
    private long[] unmapId = new long[FIRST_CAPACITY];
    private long[] endId = new long[FIRST_CAPACITY];
    private int used;
    private int free = NONE;

    /// Remembers the mapping an operation makes: a row for the operation, and one for each further entry of its
    /// scatterlist that has an address of its own.
    public int add(DmaOperation map, int addressRecord) {
        int first = take(map, 0, addressRecord);
        int last = first;
        boolean merged = !map.hasDmaAddress(0);
        for (int entry = 1; entry < map.recorded(); entry++) {
            if (map.hasDmaAddress(entry)) {
                int segment = take(map, entry, addressRecord);
                head[segment] = first;
                nextSegment[last] = segment;
                last = segment;
            } else {
                merged = true;
            }
        }
        if (merged) {
            flags[first] |= MERGED;
        }
        return first;
    }

    /// Forgets a mapping with all its segments.
    public void free(int first) {
        int row = first;
        while (row != NONE) {
            int next = nextSegment[row];
            nextSegment[row] = free;
            free = row;
            flags[row] = 0;
            row = next;
        }
    }

    private int take(DmaOperation map, int entry, int addressRecord) {
        int row = free;
        if (row == NONE) {
            row = used++;
            if (row == head.length) {
                grow();
            }
        } else {
            free = nextSegment[row];
        }
        head[row] = row;
        nextSegment[row] = NONE;
        address[row] = addressRecord;
        nextAtAddress[row] = NONE;
        device[row] = map.device();
        cpu[row] = map.cpu();
        entryCount[row] = map.entryCount();
        api[row] = (byte) map.api().ordinal();
        direction[row] = (byte) map.direction().ordinal();
        mapId[row] = map.eventId();
        segmentId[row] = map.eventId(entry);
        tsNs[row] = map.tsNs();
        dma[row] = map.dmaAddress(entry);
        phys[row] = map.physAddress(entry);
        size[row] = map.size(entry);
        virt[row] = map.virtAddress();
        attributes[row] = map.attributes();
        virtqueueEvent[row] = map.virtqueueEvent();
        unmapId[row] = NOT_ENDED;
        endId[row] = NOT_ENDED;
        flags[row] = LIVE
                | (map.hasDmaAddress(entry) ? HAS_DMA : 0)
                | (map.hasPhysAddress(entry) ? HAS_PHYS : 0)
                | (map.hasSize(entry) ? HAS_SIZE : 0)
                | (map.hasVirtAddress() ? HAS_VIRT : 0)
                | (map.inVirtqueue() ? IN_VIRTQUEUE : 0)
                | (map.truncated() ? TRUNCATED : 0);
        return row;
    }

    private void grow() {
        int capacity = head.length * 2;
        head = Arrays.copyOf(head, capacity);
        nextSegment = Arrays.copyOf(nextSegment, capacity);
        address = Arrays.copyOf(address, capacity);
        nextAtAddress = Arrays.copyOf(nextAtAddress, capacity);
        device = Arrays.copyOf(device, capacity);
        cpu = Arrays.copyOf(cpu, capacity);
        entryCount = Arrays.copyOf(entryCount, capacity);
        flags = Arrays.copyOf(flags, capacity);
        api = Arrays.copyOf(api, capacity);
        direction = Arrays.copyOf(direction, capacity);
        mapId = Arrays.copyOf(mapId, capacity);
        segmentId = Arrays.copyOf(segmentId, capacity);
        tsNs = Arrays.copyOf(tsNs, capacity);
        dma = Arrays.copyOf(dma, capacity);
        phys = Arrays.copyOf(phys, capacity);
        size = Arrays.copyOf(size, capacity);
        virt = Arrays.copyOf(virt, capacity);
        attributes = Arrays.copyOf(attributes, capacity);
        virtqueueEvent = Arrays.copyOf(virtqueueEvent, capacity);
        unmapId = Arrays.copyOf(unmapId, capacity);
        endId = Arrays.copyOf(endId, capacity);
    }

    /// Rows in use or free; every row number is below it.
    public int rows() {
        return used;
    }

    /// The row of the whole operation.
    public int head(int row) {
        return head[row];
    }

    public boolean isHead(int row) {
        return head[row] == row;
    }

    public int nextSegment(int row) {
        return nextSegment[row];
    }

    public int address(int row) {
        return address[row];
    }

    public int nextAtAddress(int row) {
        return nextAtAddress[row];
    }

    public void nextAtAddress(int row, int next) {
        nextAtAddress[row] = next;
    }

    public int device(int row) {
        return device[row];
    }

    public int cpu(int row) {
        return cpu[row];
    }

    public int entryCount(int row) {
        return entryCount[row];
    }

    public DmaApi api(int row) {
        return APIS[api[row]];
    }

    public DmaDirection direction(int row) {
        return DIRECTIONS[direction[row]];
    }

    public long mapId(int row) {
        return mapId[row];
    }

    long segmentId(int row) {
        return segmentId[row];
    }

    public long tsNs(int row) {
        return tsNs[row];
    }

    public long dmaAddress(int row) {
        return dma[row];
    }

    public boolean hasPhysAddress(int row) {
        return (flags[row] & HAS_PHYS) != 0;
    }

    public long physAddress(int row) {
        return phys[row];
    }

    public boolean hasSize(int row) {
        return (flags[row] & HAS_SIZE) != 0;
    }

    public long size(int row) {
        return size[row];
    }

    public boolean hasVirtAddress(int row) {
        return (flags[row] & HAS_VIRT) != 0;
    }

    public long virtAddress(int row) {
        return virt[row];
    }

    public long attributes(int row) {
        return attributes[row];
    }

    public boolean inVirtqueue(int row) {
        return (flags[row] & IN_VIRTQUEUE) != 0;
    }

    public long virtqueueEvent(int row) {
        return virtqueueEvent[row];
    }

    /// What its unmap must repeat: the entries of a scatterlist, the bytes of anything else.
    public long amount(int row) {
        return api(row) == DmaApi.SG ? entryCount[row] : hasSize(row) ? size[row] : Closing.UNKNOWN_AMOUNT;
    }

    /// Whether the IOMMU merged entries, so that the memory behind a segment is not known.
    public boolean isMerged(int row) {
        return (flags[head[row]] & MERGED) != 0;
    }

    public boolean isTruncated(int row) {
        return (flags[row] & TRUNCATED) != 0;
    }

    /// Whether the kernel may have had no room for its unmap event.
    public boolean mayEndUnseen(int row) {
        return api(row) == DmaApi.SG && (isTruncated(row) || entryCount[row] > MAX_RECORDED_ENTRIES);
    }

    public boolean isLive(int row) {
        return (flags[row] & LIVE) != 0;
    }

    public void live(int row, boolean isLive) {
        flags[row] = isLive ? flags[row] | LIVE : flags[row] & ~LIVE;
    }

    /// Whether it shares bytes with another mapping, which the device may write through one of the two.
    public boolean overlaps(int row) {
        return (flags[head[row]] & OVERLAPS) != 0;
    }

    public void markOverlapping(int row) {
        flags[head[row]] |= OVERLAPS;
    }

    /// The unmap that ended it, or [#NOT_ENDED].
    public long unmapId(int row) {
        return unmapId[head[row]];
    }

    public void unmapId(int row, long event) {
        unmapId[head[row]] = event;
        endNoLaterThan(row, event);
    }

    /// The first event at which it was no longer live: its unmap, or the map that took its address.
    public long endId(int row) {
        return endId[head[row]];
    }

    public void endNoLaterThan(int row, long event) {
        endId[head[row]] = Math.min(endId[head[row]], event);
    }
}
