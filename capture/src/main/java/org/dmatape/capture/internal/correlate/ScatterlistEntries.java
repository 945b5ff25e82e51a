// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

/// The memory of a scatterlist given to the DMA API, as far as a probe fetched it.
public final class ScatterlistEntries {

    private static final int MOST_ENTRIES = 16;

    private final long[] physAddresses = new long[MOST_ENTRIES];
    private final long[] sizes = new long[MOST_ENTRIES];
    private int count;

    /// Adds an entry; those that do not fit are left out.
    public void add(long physAddress, long sizeBytes) {
        if (count < MOST_ENTRIES) {
            physAddresses[count] = physAddress;
            sizes[count] = sizeBytes;
            count++;
        }
    }

    /// Entries there are.
    public int count() {
        return count;
    }

    /// Where an entry's memory begins, or [DmaArguments#UNKNOWN].
    public long physAddress(int entry) {
        return physAddresses[entry];
    }

    /// Bytes of an entry.
    public long sizeBytes(int entry) {
        return sizes[entry];
    }

    /// Forgets them.
    public void clear() {
        count = 0;
    }
}
