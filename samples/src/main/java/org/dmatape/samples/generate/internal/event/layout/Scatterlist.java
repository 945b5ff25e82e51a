// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.layout;

/// A scatterlist before and after mapping, made to be used again and again. The mapped entries may be fewer, because an
/// IOMMU makes neighbours of what was scattered.
public final class Scatterlist {

    private final long[] phys;
    private final int[] sizes;
    private final long[] mappedDma;
    private final int[] mappedSizes;
    private int entries;
    private int mappedEntries;

    public Scatterlist(int capacity) {
        phys = new long[capacity];
        sizes = new int[capacity];
        mappedDma = new long[capacity];
        mappedSizes = new int[capacity];
    }

    /// Forgets all entries.
    public void clear() {
        entries = 0;
        mappedEntries = 0;
    }

    /// Appends an entry.
    public void add(long physicalAddress, int bytes) {
        phys[entries] = physicalAddress;
        sizes[entries++] = bytes;
    }

    /// Appends an entry as mapped.
    public void addMapped(long dmaAddress, int bytes) {
        mappedDma[mappedEntries] = dmaAddress;
        mappedSizes[mappedEntries++] = bytes;
    }

    /// Makes the last mapped entry larger.
    public void extendMapped(int bytes) {
        mappedSizes[mappedEntries - 1] += bytes;
    }

    /// Entries the caller passed.
    public int entries() {
        return entries;
    }

    /// Entries after mapping.
    public int mappedEntries() {
        return mappedEntries;
    }

    public long phys(int entry) {
        return phys[entry];
    }

    public int size(int entry) {
        return sizes[entry];
    }

    public long mappedDma(int entry) {
        return mappedDma[entry];
    }

    public int mappedSize(int entry) {
        return mappedSizes[entry];
    }

    /// Bytes of the first entries.
    public long bytes(int count) {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += sizes[i];
        }
        return bytes;
    }
}
