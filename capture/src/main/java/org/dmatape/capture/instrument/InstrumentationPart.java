// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A part of what a recording looks at, as `--events` names it. What is missing of a part takes the evidence from some
/// checks.
public enum InstrumentationPart {
    /// Mapping, unmapping, allocating, syncing: the operations of the DMA API.
    DMA(
            List.of("dma"),
            "double-map",
            "shared-page",
            "unmap-unmapped",
            "unmap-size-mismatch",
            "unmap-direction-mismatch",
            "unmap-api-mismatch",
            "unmap-count-mismatch",
            "free-address-mismatch",
            "map-error-unchecked",
            "sync-unmapped",
            "sync-out-of-range",
            "sync-direction",
            "leaked-map",
            "premature-unmap",
            "descriptor-unmapped"),
    /// What the IOMMU is told.
    IOMMU(List.of("iommu", "intel_iommu", "amd_iommu", "arm_smmu"), "stale-window"),
    /// Copies through the bounce buffer.
    SWIOTLB(List.of("swiotlb")),
    /// Buffers posted to and returned by virtio devices.
    VIRTQUEUE(
            List.of(),
            "premature-unmap",
            "descriptor-unmapped",
            "stalled-buffer",
            "duplicate-token",
            "ring-full",
            "spurious-interrupt"),
    /// Interrupts of virtio devices.
    INTERRUPTS(List.of(), "spurious-interrupt"),
    /// Entry and return of the DMA API's functions, which bracket what an operation costs.
    DURATIONS(List.of());

    private final List<String> systems;
    private final List<String> checks;

    InstrumentationPart(List<String> systems, String... checks) {
        this.systems = systems;
        this.checks = List.of(checks);
    }

    /// Tracefs systems all of whose events belong to it.
    List<String> systems() {
        return systems;
    }

    /// Checks that have no evidence without it.
    public List<String> checks() {
        return checks;
    }

    /// As users write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The part of that name.
    public static Optional<InstrumentationPart> ofWord(String word) {
        return Arrays.stream(values()).filter(part -> part.word().equals(word)).findFirst();
    }

    /// All names, for messages.
    public static String words() {
        return Arrays.stream(values()).map(InstrumentationPart::word).collect(Collectors.joining(", "));
    }
}
