// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

import java.util.Arrays;

/// One operation of the DMA API. Everything but a scatterlist has one entry.
public final class DmaOperation extends RecordedEvent {

    /// What a mapping function returns instead of an address when it fails.
    public static final long MAPPING_ERROR = -1;

    private static final int FIRST_CAPACITY = 128;
    private static final byte HAS_DMA = 1;
    private static final byte HAS_PHYS = 2;
    private static final byte HAS_SIZE = 4;

    private int cpu;
    private int device;
    private DmaOp op = DmaOp.MAP;
    private DmaApi api = DmaApi.SINGLE;
    private DmaDirection direction = DmaDirection.NONE;
    private long attributes;
    private long virtAddress;
    private boolean hasVirtAddress;
    private int entryCount;
    private boolean truncated;
    private long iommuBytes;
    private long virtqueueEvent;
    private boolean inVirtqueue;
    private long durationNs;
    private boolean hasDuration;

    private int recorded;
    private long[] eventIds = new long[FIRST_CAPACITY];
    private long[] dmaAddresses = new long[FIRST_CAPACITY];
    private long[] physAddresses = new long[FIRST_CAPACITY];
    private long[] sizes = new long[FIRST_CAPACITY];
    private byte[] known = new byte[FIRST_CAPACITY];

    /// Begins a new operation without entries.
    public void begin(int newCpu, int newDevice, DmaOp newOp, DmaApi newApi, DmaDirection newDirection) {
        cpu = newCpu;
        device = newDevice;
        op = newOp;
        api = newApi;
        direction = newDirection;
        recorded = 0;
    }

    /// Says what the whole operation is about.
    public void describe(long newAttributes, int newEntryCount, boolean isTruncated, long newIommuBytes) {
        attributes = newAttributes;
        entryCount = newEntryCount;
        truncated = isTruncated;
        iommuBytes = newIommuBytes;
    }

    /// Sets the CPU's address of coherent memory, where the event has one.
    public void virtAddress(boolean isKnown, long address) {
        hasVirtAddress = isKnown;
        virtAddress = address;
    }

    /// Sets the virtqueue operation it happens inside, if it does.
    public void virtqueue(boolean inside, long event) {
        inVirtqueue = inside;
        virtqueueEvent = event;
    }

    /// Sets how long the function took, where known.
    public void duration(boolean isKnown, long newDurationNs) {
        hasDuration = isKnown;
        durationNs = newDurationNs;
    }

    /// Begins another entry, of which nothing is known yet.
    public void beginEntry(long entryEventId) {
        if (recorded == known.length) {
            int capacity = recorded * 2;
            eventIds = Arrays.copyOf(eventIds, capacity);
            dmaAddresses = Arrays.copyOf(dmaAddresses, capacity);
            physAddresses = Arrays.copyOf(physAddresses, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
            known = Arrays.copyOf(known, capacity);
        }
        eventIds[recorded] = entryEventId;
        known[recorded] = 0;
        recorded++;
    }

    /// Sets the address the device uses for the entry begun last.
    public void entryDmaAddress(long address) {
        dmaAddresses[recorded - 1] = address;
        known[recorded - 1] |= HAS_DMA;
    }

    /// Sets where the memory of the entry begun last lies.
    public void entryPhysAddress(long address) {
        physAddresses[recorded - 1] = address;
        known[recorded - 1] |= HAS_PHYS;
    }

    /// Sets the bytes of the entry begun last.
    public void entrySize(long bytes) {
        sizes[recorded - 1] = bytes;
        known[recorded - 1] |= HAS_SIZE;
    }

    /// CPU that recorded it.
    public int cpu() {
        return cpu;
    }

    /// Number of the device, or [Names#UNKNOWN].
    public int device() {
        return device;
    }

    /// What it does.
    public DmaOp op() {
        return op;
    }

    /// The family of functions.
    public DmaApi api() {
        return api;
    }

    /// Who may write the memory.
    public DmaDirection direction() {
        return direction;
    }

    /// `DMA_ATTR_*` bits.
    public long attributes() {
        return attributes;
    }

    /// Whether the CPU's address is known, which only coherent memory has.
    public boolean hasVirtAddress() {
        return hasVirtAddress;
    }

    /// The CPU's address of coherent memory.
    public long virtAddress() {
        return virtAddress;
    }

    /// Entries the caller passed, also those that were not recorded.
    public int entryCount() {
        return entryCount;
    }

    /// Whether the recording does not hold all entries.
    public boolean truncated() {
        return truncated;
    }

    /// Bytes the IOMMU mapped or removed within it; 0 where none were seen.
    public long iommuBytes() {
        return iommuBytes;
    }

    /// Whether it happened inside a virtqueue operation.
    public boolean inVirtqueue() {
        return inVirtqueue;
    }

    /// The virtqueue operation it happened inside.
    public long virtqueueEvent() {
        return virtqueueEvent;
    }

    /// Whether the recording tells how long the function took.
    public boolean hasDuration() {
        return hasDuration;
    }

    /// How long the function took.
    public long durationNs() {
        return durationNs;
    }

    /// Entries recorded, at least 1.
    public int recorded() {
        return recorded;
    }

    /// The event of an entry.
    public long eventId(int entry) {
        return eventIds[entry];
    }

    /// Whether an entry has an address of its own; one that was merged into the entry before has none.
    public boolean hasDmaAddress(int entry) {
        return (known[entry] & HAS_DMA) != 0;
    }

    /// The address the device uses for an entry.
    public long dmaAddress(int entry) {
        return dmaAddresses[entry];
    }

    /// Whether the recording tells where the memory of an entry lies.
    public boolean hasPhysAddress(int entry) {
        return (known[entry] & HAS_PHYS) != 0;
    }

    /// Where the memory of an entry lies.
    public long physAddress(int entry) {
        return physAddresses[entry];
    }

    /// Whether the recording tells how many bytes an entry has.
    public boolean hasSize(int entry) {
        return (known[entry] & HAS_SIZE) != 0;
    }

    /// Bytes of an entry.
    public long size(int entry) {
        return sizes[entry];
    }
}
