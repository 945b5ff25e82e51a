// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What CPU time is made of.
public enum CostItem {
    /// A map behind an IOMMU: I/O address from a magazine, first page-table entry.
    MAP("map"),
    /// An unmap behind an IOMMU, without invalidation.
    UNMAP("unmap"),
    /// Every further page-table entry set or cleared.
    PAGE("page"),
    /// What an I/O address from the tree takes longer.
    TREE("allocation"),
    /// Invalidating a range and waiting for it.
    INVALIDATE_RANGE("invalidation"),
    /// Invalidating everything and waiting for it.
    INVALIDATE_GLOBAL("invalidation"),
    /// A map through the bounce pool, without the copy.
    BOUNCE("map"),
    /// Giving a bounce buffer back, without the copy.
    UNBOUNCE("unmap"),
    /// Copying.
    COPY("KiB"),
    /// A map or unmap that returns the physical address, or one already mapped.
    DIRECT("call");

    private final String per;

    CostItem(String per) {
        this.per = per;
    }

    /// What it is the cost of one of.
    public String per() {
        return per;
    }

    /// Its name in the cost table.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The item of a name.
    public static Optional<CostItem> of(String label) {
        return Stream.of(values()).filter(item -> item.label().equals(label)).findAny();
    }
}
