// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// When the driver's kernel changed the IOMMU's page table, in order of time, and which pages. Memory is bounded: of
/// more operations than [#MOST] the first are kept, and of what follows stretches without a gap, spread evenly over all
/// of it.
public final class PageOperations {

    private static final int INDEX_BITS = 20;
    /// Operations kept.
    static final int MOST = 1 << INDEX_BITS;

    /// Of those, the part that are the first ones.
    private static final int FIRST_PART = 4;
    private static final int MOST_ENTRIES = 1 << 21;
    private static final int PAGE_BITS = 12;
    private static final long INDEX_MASK = MOST - 1;
    private static final long LAST_PAGE = (1L << (Long.SIZE - 1 - INDEX_BITS)) - 1;
    private static final int FIRST_CAPACITY = 64;

    /// An operation is looked for some milliseconds before and behind where it is expected; so long a block must be.
    private static final int BLOCKS = 512;

    private final KeptBlocks blocks;
    private final KeptBlocks.Mover mover = this::move;
    private long[] tsNs = new long[FIRST_CAPACITY];
    private long[] beginNs = new long[FIRST_CAPACITY];
    private long[] endNs = new long[FIRST_CAPACITY];
    private long[] iovas = new long[FIRST_CAPACITY];
    private long[] sizes = new long[FIRST_CAPACITY];
    private long[] physAddresses = new long[FIRST_CAPACITY];
    private boolean[] maps = new boolean[FIRST_CAPACITY];
    private int count;
    private long[] entries = new long[FIRST_CAPACITY];
    private int entryCount;
    private boolean sorted = true;
    private long completeUntilNs = Long.MAX_VALUE;

    /// No operation yet.
    public PageOperations() {
        this(MOST);
    }

    /// The same, with less room than there usually is.
    ///
    /// @param most operations to keep, at most [#MOST]
    public PageOperations(int most) {
        blocks = new KeptBlocks(most, most / FIRST_PART, most / BLOCKS, 1);
    }

    /// Adds an operation, not before the one added last.
    ///
    /// @param isMap whether it maps
    /// @param atNs when the page table had been changed
    /// @param begunNs when the operation around that had begun at the latest
    /// @param endedNs when that had ended, at which the IOMMU had been told
    /// @param physAddress what the first page is mapped to
    public void add(boolean isMap, long atNs, long begunNs, long endedNs, long iova, long sizeBytes, long physAddress) {
        long first = iova >>> PAGE_BITS;
        long last = (iova + sizeBytes - 1) >>> PAGE_BITS;
        boolean fits = last >= first && last <= LAST_PAGE && last - first < MOST_ENTRIES - entryCount;
        if (!fits || atNs >= completeUntilNs) {
            completeUntilNs = Math.min(completeUntilNs, atNs);
            return;
        }
        if (!isKept()) {
            return;
        }
        grow();
        tsNs[count] = atNs;
        beginNs[count] = begunNs;
        endNs[count] = endedNs;
        iovas[count] = iova;
        sizes[count] = sizeBytes;
        physAddresses[count] = physAddress;
        maps[count] = isMap;
        addEntries(first, last, count);
        count++;
    }

    private boolean isKept() {
        int before = count;
        boolean takes = blocks.takesNext(mover);
        count = blocks.kept() - (takes ? 1 : 0);
        if (count < before) {
            entryCount = 0;
            for (int i = 0; i < count; i++) {
                addEntries(iovas[i] >>> PAGE_BITS, (iovas[i] + sizes[i] - 1) >>> PAGE_BITS, i);
            }
        }
        return takes;
    }

    private void move(int from, int to, int length) {
        for (long[] values : new long[][] {tsNs, beginNs, endNs, iovas, sizes, physAddresses}) {
            System.arraycopy(values, from, values, to, length);
        }
        System.arraycopy(maps, from, maps, to, length);
    }

    private void addEntries(long firstPage, long lastPage, int operation) {
        for (long page = firstPage; page <= lastPage; page++) {
            if (entryCount == entries.length) {
                entries = Arrays.copyOf(entries, 2 * entryCount);
            }
            entries[entryCount] = page << INDEX_BITS | operation;
            entryCount++;
        }
        sorted = false;
    }

    private void grow() {
        if (count == tsNs.length) {
            int capacity = 2 * count;
            tsNs = Arrays.copyOf(tsNs, capacity);
            beginNs = Arrays.copyOf(beginNs, capacity);
            endNs = Arrays.copyOf(endNs, capacity);
            iovas = Arrays.copyOf(iovas, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
            physAddresses = Arrays.copyOf(physAddresses, capacity);
            maps = Arrays.copyOf(maps, capacity);
        }
    }

    /// From that moment on operations may be missing.
    public long completeUntilNs() {
        return completeUntilNs;
    }

    /// Whether operations right before that one were not kept.
    public boolean followsGap(int operation) {
        return blocks.followsGap(operation);
    }

    /// Whether all operations of a stretch of time were kept.
    public boolean isWhole(long fromNs, long toNs) {
        boolean isInLastGap = blocks.endsInGap() && (isEmpty() || toNs > lastNs());
        return !isInLastGap && !blocks.isBroken(firstAtOrAfter(fromNs), firstAtOrAfter(toNs));
    }

    /// Until then all operations were kept.
    public long wholeUntilNs() {
        int gap = Math.min(blocks.firstGap(), count);
        return gap < count || blocks.endsInGap() ? tsNs[gap - 1] : completeUntilNs;
    }

    private int firstAtOrAfter(long timeNs) {
        int place = Arrays.binarySearch(tsNs, 0, count, timeNs);
        while (place > 0 && tsNs[place - 1] == timeNs) {
            place--;
        }
        return place < 0 ? -place - 1 : place;
    }

    /// Time of the first operation; there must be one.
    public long firstNs() {
        return tsNs[0];
    }

    /// Time of the last.
    public long lastNs() {
        return tsNs[count - 1];
    }

    /// Whether no operation was seen.
    public boolean isEmpty() {
        return count == 0;
    }

    /// Operations kept.
    public int count() {
        return count;
    }

    /// The place of the first operation on a page at or after a moment; [#operation] says what is there.
    public int firstOn(long iova, long fromNs) {
        if (!sorted) {
            Arrays.sort(entries, 0, entryCount);
            sorted = true;
        }
        long page = iova >>> PAGE_BITS;
        int low = 0;
        int high = entryCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            long there = entries[middle] >>> INDEX_BITS;
            boolean isBefore = there < page || (there == page && tsNs[(int) (entries[middle] & INDEX_MASK)] < fromNs);
            if (isBefore) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The operation at a place, -1 when the operations on that page have come to their end.
    public int operation(int place, long iova) {
        return place < entryCount && entries[place] >>> INDEX_BITS == iova >>> PAGE_BITS
                ? (int) (entries[place] & INDEX_MASK)
                : -1;
    }

    /// Shows the operations on each page of a range from a moment to another; one on several pages comes several times.
    public void forEachOn(long iova, long sizeBytes, long fromNs, long toNs, IntConsumer visitor) {
        for (long offset = 0; offset < sizeBytes; offset += 1L << PAGE_BITS) {
            int place = firstOn(iova + offset, fromNs);
            int operation = operation(place, iova + offset);
            while (operation >= 0 && tsNs[operation] <= toNs) {
                visitor.accept(operation);
                place++;
                operation = operation(place, iova + offset);
            }
        }
    }

    /// Whether an operation maps; else it unmaps.
    public boolean isMap(int operation) {
        return maps[operation];
    }

    /// When the page table had been changed.
    public long tsNs(int operation) {
        return tsNs[operation];
    }

    /// When the operation began, on the driver's clock.
    public long beginNs(int operation) {
        return beginNs[operation];
    }

    /// When the operation was over, on the driver's clock.
    public long endNs(int operation) {
        return endNs[operation];
    }

    /// Whether all its pages lie in a range.
    public boolean isInside(int operation, long iova, long sizeBytes) {
        return Long.compareUnsigned(iovas[operation], iova) >= 0
                && Long.compareUnsigned(iovas[operation] + sizes[operation], iova + sizeBytes) <= 0;
    }

    /// Whether its pages are that range.
    public boolean isExactly(int operation, long iova, long sizeBytes) {
        return iovas[operation] == iova && sizes[operation] == sizeBytes;
    }

    /// What it maps an address to.
    public long physAddressOf(int operation, long iova) {
        return physAddresses[operation] + iova - iovas[operation];
    }
}
