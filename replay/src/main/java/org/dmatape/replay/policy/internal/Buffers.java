// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.Arrays;
import org.dmatape.replay.event.DmaDirection;

/// Everything that is mapped now. A buffer is one piece of memory; the entries of a scatterlist are a chain of
/// buffers, of which the first stands for all.
final class Buffers {

    /// No buffer.
    static final int NONE = -1;

    /// Bits of an address within a page.
    static final int PAGE_BITS = 12;

    static final long PAGE_BYTES = 1L << PAGE_BITS;

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int MAX_PAGES = 1 << 28;

    private int[] domain = new int[FIRST_CAPACITY];
    private long[] phys = new long[FIRST_CAPACITY];
    private long[] size = new long[FIRST_CAPACITY];
    private int[] pages = new int[FIRST_CAPACITY];
    private boolean[] fromDevice = new boolean[FIRST_CAPACITY];
    private boolean[] coherent = new boolean[FIRST_CAPACITY];
    private boolean[] skipsSync = new boolean[FIRST_CAPACITY];
    private long[] recordedIova = new long[FIRST_CAPACITY];
    private long[] recordedExtra = new long[FIRST_CAPACITY];
    private int[] head = new int[FIRST_CAPACITY];
    private int[] next = new int[FIRST_CAPACITY];
    private int[] older = new int[FIRST_CAPACITY];
    private int used;
    private int free = NONE;

    /// Adds a buffer that is the only one of its chain.
    ///
    /// @param newDomain whose addresses it has: one domain per device
    /// @param address where the memory lies; only its place in the page counts where the rest is unknown
    int add(int newDomain, long address, long bytes) {
        int buffer = free;
        if (buffer == NONE) {
            buffer = used++;
            if (buffer == domain.length) {
                grow();
            }
        } else {
            free = next[buffer];
        }
        domain[buffer] = newDomain;
        phys[buffer] = address;
        size[buffer] = bytes;
        pages[buffer] = pagesOf(address, bytes);
        fromDevice[buffer] = true;
        coherent[buffer] = false;
        skipsSync[buffer] = false;
        recordedIova[buffer] = 0;
        recordedExtra[buffer] = 0;
        head[buffer] = buffer;
        next[buffer] = NONE;
        older[buffer] = NONE;
        return buffer;
    }

    private static int pagesOf(long address, long bytes) {
        long inPage = address & (PAGE_BYTES - 1);
        long count = (inPage + Math.max(1, bytes) + PAGE_BYTES - 1) >>> PAGE_BITS;
        return Math.clamp(count, 1, MAX_PAGES);
    }

    void direction(int buffer, DmaDirection direction) {
        fromDevice[buffer] = direction != DmaDirection.TO_DEVICE;
    }

    void markCoherent(int buffer) {
        coherent[buffer] = true;
    }

    /// Its map and unmap leave the copying to the driver.
    void markSkipsSync(int buffer) {
        skipsSync[buffer] = true;
    }

    /// Sets where the recording mapped it, and how many bytes more than asked for.
    void recorded(int buffer, long iova, long extraBytes) {
        recordedIova[buffer] = iova;
        recordedExtra[buffer] = extraBytes;
    }

    /// Makes a buffer the one behind another in its chain.
    void link(int buffer, int behind) {
        next[buffer] = behind;
        head[behind] = head[buffer];
    }

    /// Remembers the buffer that had the same address before and still has.
    void hide(int buffer, int hidden) {
        older[buffer] = hidden;
    }

    /// Forgets a chain.
    void remove(int head) {
        int buffer = head;
        while (buffer != NONE) {
            int behind = next[buffer];
            next[buffer] = free;
            free = buffer;
            buffer = behind;
        }
    }

    int domain(int buffer) {
        return domain[buffer];
    }

    long phys(int buffer) {
        return phys[buffer];
    }

    long size(int buffer) {
        return size[buffer];
    }

    int pages(int buffer) {
        return pages[buffer];
    }

    boolean fromDevice(int buffer) {
        return fromDevice[buffer];
    }

    boolean coherent(int buffer) {
        return coherent[buffer];
    }

    boolean skipsSync(int buffer) {
        return skipsSync[buffer];
    }

    long recordedIova(int buffer) {
        return recordedIova[buffer];
    }

    long recordedExtra(int buffer) {
        return recordedExtra[buffer];
    }

    /// The first of a buffer's chain.
    int head(int buffer) {
        return head[buffer];
    }

    int next(int buffer) {
        return next[buffer];
    }

    int older(int buffer) {
        return older[buffer];
    }

    /// Pages of a whole chain; every entry of a scatterlist begins on a page of its own.
    int chainPages(int head) {
        int sum = 0;
        for (int buffer = head; buffer != NONE; buffer = next[buffer]) {
            sum += pages[buffer];
        }
        return sum;
    }

    /// Bytes of a whole chain.
    long chainBytes(int head) {
        long sum = 0;
        for (int buffer = head; buffer != NONE; buffer = next[buffer]) {
            sum += size[buffer];
        }
        return sum;
    }

    /// Pages of a chain that lie before a buffer.
    int pagesBefore(int head, int buffer) {
        int sum = 0;
        for (int each = head; each != buffer && each != NONE; each = next[each]) {
            sum += pages[each];
        }
        return sum;
    }

    private void grow() {
        int capacity = domain.length * 2;
        domain = Arrays.copyOf(domain, capacity);
        phys = Arrays.copyOf(phys, capacity);
        size = Arrays.copyOf(size, capacity);
        pages = Arrays.copyOf(pages, capacity);
        fromDevice = Arrays.copyOf(fromDevice, capacity);
        coherent = Arrays.copyOf(coherent, capacity);
        skipsSync = Arrays.copyOf(skipsSync, capacity);
        recordedIova = Arrays.copyOf(recordedIova, capacity);
        recordedExtra = Arrays.copyOf(recordedExtra, capacity);
        head = Arrays.copyOf(head, capacity);
        next = Arrays.copyOf(next, capacity);
        older = Arrays.copyOf(older, capacity);
    }
}
