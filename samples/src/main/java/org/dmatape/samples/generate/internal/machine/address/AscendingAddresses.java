// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.address;

/// Fresh bounce slots, from the bottom of the pool up.
public final class AscendingAddresses implements MagazineAllocator.FreshAddresses {

    private final long end;
    private long next;

    public AscendingAddresses(long start, long end) {
        next = start;
        this.end = end;
    }

    @Override
    public long take(long bytes) {
        long address = (next + bytes - 1) & -bytes;
        if (address + bytes > end) {
            throw new IllegalArgumentException("these devices need more bounce buffers than the simulated machine has");
        }
        next = address + bytes;
        return address;
    }
}
