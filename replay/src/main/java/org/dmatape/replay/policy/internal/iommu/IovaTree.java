// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal.iommu;

import java.util.Arrays;

/// The allocator behind the magazines: from the top of the 32-bit addresses downwards, aligned to the next power of
/// two, as `alloc_iova` does. A simplification: the kernel's tree joins neighbouring free ranges, here a free range
/// serves requests of its own size class only.
final class IovaTree {

    private static final long FRAMES_OF_32_BITS = 1L << 20;
    private static final long TOP_FRAME_OF_64_BITS = 1L << 36;
    private static final int CLASSES = 32;
    private static final int FIRST_CAPACITY = 16;

    private final long[][] free = new long[CLASSES][FIRST_CAPACITY];
    private final int[] freeCount = new int[CLASSES];
    private long bottom = FRAMES_OF_32_BITS;
    private boolean above4GiB;
    private long takenPages;
    private long peakPages;

    /// Takes a range.
    ///
    /// @return its first page frame
    long take(int pages) {
        int sizeClass = sizeClass(pages);
        takenPages += pages;
        peakPages = Math.max(peakPages, takenPages);
        if (freeCount[sizeClass] > 0) {
            return free[sizeClass][--freeCount[sizeClass]];
        }
        // the whole class, so that any request of the class fits when it is free again
        long rounded = 1L << sizeClass;
        if (!above4GiB && bottom - rounded < 1) {
            above4GiB = true;
            bottom = TOP_FRAME_OF_64_BITS;
        }
        bottom = bottom - rounded & -rounded;
        return bottom;
    }

    /// Takes a range back.
    void put(long frame, int pages) {
        int sizeClass = sizeClass(pages);
        takenPages -= pages;
        if (freeCount[sizeClass] == free[sizeClass].length) {
            free[sizeClass] = Arrays.copyOf(free[sizeClass], freeCount[sizeClass] * 2);
        }
        free[sizeClass][freeCount[sizeClass]++] = frame;
    }

    long peakPages() {
        return peakPages;
    }

    /// The exponent of the next power of two.
    static int sizeClass(int pages) {
        return pages <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(pages - 1);
    }
}
