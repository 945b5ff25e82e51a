// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.address;

/// Fresh IOVAs, from the top of the first 4 GiB down, as the kernel prefers them for PCI devices; when those are
/// used up, from the top of 47 bits.
public final class DescendingIovas implements MagazineAllocator.FreshAddresses {

    private static final long FIRST_END = 0x1_0000_0000L;
    private static final long SECOND_END = 0x8000_0000_0000L;
    private static final long LOWEST = 0x10_0000L;

    private final boolean wide;
    private long end = FIRST_END;

    public DescendingIovas(int longBytes) {
        wide = longBytes == Long.BYTES;
    }

    @Override
    public long take(long bytes) {
        long address = (end - bytes) & -bytes;
        if (address < LOWEST) {
            if (!wide) {
                throw new IllegalArgumentException("these mappings need more IOVAs than a 32-bit device has");
            }
            address = SECOND_END - bytes;
        }
        end = address;
        return address;
    }
}
