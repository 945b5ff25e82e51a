// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

/// Sizes of what IOMMUs translate and invalidate.
final class IommuPages {

    /// The smallest page of every IOMMU that is understood.
    static final long SMALLEST_PAGE_BYTES = 4096;

    private static final int SMALLEST_PAGE_SHIFT = 12;
    private static final int LARGEST_ORDER = 51;
    private static final int SMMU_GRANULES = 3;

    private IommuPages() {}

    /// Bytes of 2^order pages, as VT-d's address mask counts them.
    static long bytesOfOrder(long order) {
        return SMALLEST_PAGE_BYTES << Math.clamp(order, 0, LARGEST_ORDER);
    }

    /// Bytes of pages of an SMMU: translation granule 1, 2, 3 is 4, 16, 64 KiB; 0 is a command without range, 4 KiB.
    static long bytesOfGranules(long granule, long pages) {
        int shift = granule > 0 && granule <= SMMU_GRANULES ? (int) (2 * granule + 10) : SMALLEST_PAGE_SHIFT;
        return pages << shift;
    }
}
