// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.util.Locale;

/// What lies between a device of the simulated machine and memory.
public enum IommuMode {
    /// An IOMMU that invalidates at every unmap; an IOVA is free again at once.
    STRICT(true, true),
    /// An IOMMU with a flush queue; an IOVA is free again after the next flush.
    LAZY(true, true),
    /// No IOMMU; every mapping is bounced through swiotlb, and syncs are visible.
    SWIOTLB(true, false),
    /// No IOMMU; DMA addresses are physical addresses.
    DIRECT(true, false),
    /// Virtio devices without `VIRTIO_F_ACCESS_PLATFORM`: the DMA API is not called at all.
    BYPASS(false, false);

    private final boolean usesDmaApi;
    private final boolean translates;

    IommuMode(boolean usesDmaApi, boolean translates) {
        this.usesDmaApi = usesDmaApi;
        this.translates = translates;
    }

    /// Whether devices call the DMA API.
    public boolean usesDmaApi() {
        return usesDmaApi;
    }

    /// Whether an IOMMU translates, so that `iommu:map` and `iommu:unmap` exist.
    public boolean translates() {
        return translates;
    }

    /// The name as the command line writes it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
