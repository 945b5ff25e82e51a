// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

/// What was switched on in the kernel, beyond the events every recording has.
///
/// @param probes whether probes on the virtqueue and mapping functions were set
/// @param syncEvents whether `dma_sync_*` leaves events: with swiotlb and on machines that are not coherent
/// @param invalidationEvents whether events of system `intel_iommu` were recorded
public record Tracing(boolean probes, boolean syncEvents, boolean invalidationEvents) {

    Tracing withProbes(boolean set) {
        return new Tracing(set, syncEvents, invalidationEvents);
    }

    Tracing withSyncEvents(boolean visible) {
        return new Tracing(probes, visible, invalidationEvents);
    }

    /// What is visible in another mode: swiotlb makes syncs so, and only an IOMMU is told to invalidate.
    Tracing in(IommuMode mode) {
        return new Tracing(probes, mode == IommuMode.SWIOTLB, mode.translates() && invalidationEvents);
    }
}
