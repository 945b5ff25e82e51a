// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.buffer;

import java.util.Arrays;
import org.dmatape.replay.event.DmaDirection;

/// Everything that is mapped now. A buffer is one piece of memory; the entries of a scatterlist are a chain of
/// buffers, of which the first stands for all.
public final class Buffers {

    /// No buffer.
    public static final int NONE = -1;

    /// Bits of an address within a page.
    public static final int PAGE_BITS = 12;

    public static final long PAGE_BYTES = 1L << PAGE_BITS;

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
    public int add(int newDomain, long address, long bytes) {
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

    /// Says which way the bytes go.
    public void direction(int buffer, DmaDirection direction) {
        fromDevice[buffer] = direction != DmaDirection.TO_DEVICE;
    }

    /// It is coherent memory.
    public void markCoherent(int buffer) {
        coherent[buffer] = true;
    }

    /// Its map and unmap leave the copying to the driver.
    public void markSkipsSync(int buffer) {
        skipsSync[buffer] = true;
    }

    /// Sets where the recording mapped it, and how many bytes more than asked for.
    public void recorded(int buffer, long iova, long extraBytes) {
        recordedIova[buffer] = iova;
        recordedExtra[buffer] = extraBytes;
    }

    /// Makes a buffer the one behind another in its chain.
    public void link(int buffer, int behind) {
        next[buffer] = behind;
        head[behind] = head[buffer];
    }

    /// Remembers the buffer that had the same address before and still has.
    public void hide(int buffer, int hidden) {
        older[buffer] = hidden;
    }

    /// Forgets a chain.
    public void remove(int head) {
        int buffer = head;
        while (buffer != NONE) {
            int behind = next[buffer];
            next[buffer] = free;
            free = buffer;
            buffer = behind;
        }
    }

    /// Whose addresses a buffer has.
    public int domain(int buffer) {
        return domain[buffer];
    }

    /// Where the memory of a buffer lies.
    public long phys(int buffer) {
        return phys[buffer];
    }

    /// Bytes of a buffer.
    public long size(int buffer) {
        return size[buffer];
    }

    /// Pages a buffer touches.
    public int pages(int buffer) {
        return pages[buffer];
    }

    /// Whether the device may write it.
    public boolean fromDevice(int buffer) {
        return fromDevice[buffer];
    }

    /// Whether it is coherent memory.
    public boolean coherent(int buffer) {
        return coherent[buffer];
    }

    /// Whether map and unmap leave the copying to the driver.
    public boolean skipsSync(int buffer) {
        return skipsSync[buffer];
    }

    /// Where the recording mapped it.
    public long recordedIova(int buffer) {
        return recordedIova[buffer];
    }

    /// Bytes the recording mapped beyond those asked for.
    public long recordedExtra(int buffer) {
        return recordedExtra[buffer];
    }

    /// The first of a buffer's chain.
    public int head(int buffer) {
        return head[buffer];
    }

    /// The buffer behind one in its chain, or [#NONE].
    public int next(int buffer) {
        return next[buffer];
    }

    /// The buffer that had the same address before and still has, or [#NONE].
    public int older(int buffer) {
        return older[buffer];
    }

    /// Pages of a whole chain; every entry of a scatterlist begins on a page of its own.
    public int chainPages(int head) {
        int sum = 0;
        for (int buffer = head; buffer != NONE; buffer = next[buffer]) {
            sum += pages[buffer];
        }
        return sum;
    }

    /// Bytes of a whole chain.
    public long chainBytes(int head) {
        long sum = 0;
        for (int buffer = head; buffer != NONE; buffer = next[buffer]) {
            sum += size[buffer];
        }
        return sum;
    }

    /// Pages of a chain that lie before a buffer.
    public int pagesBefore(int head, int buffer) {
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
