// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

import java.util.Locale;

/// What a platform can do with the buffers a driver hands to a device.
public enum Policy {
    /// What the recording shows.
    RECORDED,
    /// The driver hands out physical addresses and never calls the DMA API; the device reaches all memory.
    BYPASS,
    /// The DMA API is called and returns the physical address (`iommu=pt`); the device reaches all memory.
    DIRECT,
    /// An IOMMU; every unmap waits for the invalidation of its range (`iommu.strict=1`).
    STRICT,
    /// An IOMMU; unmapped addresses wait in flush queues for one invalidation of everything (`iommu.strict=0`).
    LAZY,
    /// Every buffer is copied through a pool that the device can reach (`swiotlb=force`, confidential guests).
    SWIOTLB,
    /// An IOMMU; a page is mapped when it is first used and stays mapped (page pools, persistent grants).
    PREMAPPED;

    /// The name the user types and reads.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether the device can reach all memory at any time.
    public boolean isOpen() {
        return this == BYPASS || this == DIRECT;
    }
}
