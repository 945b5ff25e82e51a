// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

import java.util.Map;
import java.util.TreeMap;

/// An IOVA domain without hardware that refuses what VFIO refuses (`vfio_iommu_type1.c`): a second mapping of the same
/// page, addresses that are not whole pages, and the unmap of a part of what one call mapped.
public final class ModelAddressSpace implements AddressSpace {

    /// Something is mapped there, `EEXIST`.
    public static final int ALREADY_MAPPED = 17;
    /// Not a range that can be mapped or unmapped, `EINVAL`.
    public static final int NO_SUCH_RANGE = 22;

    private final long pageBytes;
    private final TreeMap<Long, Long> sizeByIova = new TreeMap<>(Long::compareUnsigned);
    private long mappedBytes;
    private long peakBytes;
    private int peakRanges;

    /// @param pageBytes a power of two
    public ModelAddressSpace(long pageBytes) {
        this.pageBytes = pageBytes;
    }

    /// Most bytes that were mapped at once.
    public long peakBytes() {
        return peakBytes;
    }

    /// Most ranges that were mapped at once.
    public int peakRanges() {
        return peakRanges;
    }

    /// Ranges that are mapped now.
    public int ranges() {
        return sizeByIova.size();
    }

    /// Whether an address is mapped.
    public boolean isMapped(long iova) {
        Map.Entry<Long, Long> below = sizeByIova.floorEntry(iova);
        return below != null && Long.compareUnsigned(iova - below.getKey(), below.getValue()) < 0;
    }

    @Override
    public String description() {
        return "a model";
    }

    @Override
    public long pageBytes() {
        return pageBytes;
    }

    @Override
    public int map(long iova, long sizeBytes, Permission permission) {
        long last = iova + sizeBytes - 1;
        if (!isWholePages(iova, sizeBytes) || Long.compareUnsigned(last, iova) < 0) {
            return NO_SUCH_RANGE;
        }
        Map.Entry<Long, Long> below = sizeByIova.floorEntry(last);
        if (below != null && Long.compareUnsigned(below.getKey() + below.getValue() - 1, iova) >= 0) {
            return ALREADY_MAPPED;
        }
        sizeByIova.put(iova, sizeBytes);
        mappedBytes += sizeBytes;
        peakBytes = Math.max(peakBytes, mappedBytes);
        peakRanges = Math.max(peakRanges, sizeByIova.size());
        return DONE;
    }

    @Override
    public int unmap(long iova, long sizeBytes) {
        if (!Long.valueOf(sizeBytes).equals(sizeByIova.get(iova))) {
            return NO_SUCH_RANGE;
        }
        sizeByIova.remove(iova);
        mappedBytes -= sizeBytes;
        return DONE;
    }

    private boolean isWholePages(long iova, long sizeBytes) {
        return sizeBytes > 0 && ((iova | sizeBytes) & (pageBytes - 1)) == 0;
    }

    @Override
    public void close() {
        sizeByIova.clear();
    }
}
