// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.address;

/// Physical memory of the machine, given away in regions that never overlap and are never given back.
public final class PhysicalMemory {

    private static final long PAGE_BYTES = 4096;
    private static final long START_64 = 0x1_0000_0000L;
    private static final long END_64 = 0x40_0000_0000L;
    private static final long START_32 = 0x0100_0000L;
    private static final long END_32 = 0x8000_0000L;

    private final long end;
    private long next;

    /// @param longBytes bytes of a kernel `long`: with 4, physical addresses have 32 bits
    public PhysicalMemory(int longBytes) {
        boolean wide = longBytes == Long.BYTES;
        next = wide ? START_64 : START_32;
        end = wide ? END_64 : END_32;
    }

    /// A region of whole pages; gives its address.
    public long region(long bytes) {
        long rounded = (bytes + PAGE_BYTES - 1) & -PAGE_BYTES;
        if (rounded > end - next) {
            throw new IllegalArgumentException(
                    "these devices and bugs need more memory than the simulated machine has: " + (next + rounded)
                            + " of " + end + " bytes");
        }
        long address = next;
        next += rounded;
        return address;
    }
}
