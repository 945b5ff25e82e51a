// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

/// Which kernel's events the recording speaks: names and fields changed over time.
public enum KernelFlavour {
    /// No `dma` events; mappings are seen by kprobes on `dma_map_page_attrs` and `dma_unmap_page_attrs` only.
    V6_1("6.1", "6.1.0-generated"),
    /// First form of the `dma` events: `dma_map_sg` without cap, no `dir` in `dma_alloc`.
    V6_12_EARLY("6.12-early", "6.12.10-generated"),
    /// `dma_map_page` and friends, `dma_map_sg` capped at 128 recorded entries.
    V6_12("6.12", "6.12.95-generated"),
    /// `dma_map_phys` instead of `dma_map_page` and `dma_map_resource`.
    V7_3("7.3", "7.3.4-generated");

    private final String label;
    private final String release;

    KernelFlavour(String label, String release) {
        this.label = label;
        this.release = release;
    }

    /// The name as the command line writes it.
    public String label() {
        return label;
    }

    /// What the recording says in its `uname`.
    public String release() {
        return release;
    }

    /// Whether the kernel has events of system `dma`.
    public boolean hasDmaEvents() {
        return this != V6_1;
    }

    /// Whether page and resource mappings share the events `dma_map_phys` and `dma_unmap_phys`.
    public boolean hasPhysEvents() {
        return this == V7_3;
    }

    /// Whether `dma_map_sg` records at most 128 entries and says how many there were.
    public boolean capsScatterlists() {
        return this == V6_12 || this == V7_3;
    }
}
