// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

/// What became of an access. The values of column `result` of `device_access`.
public enum AccessResult {
    /// The translation was found in the IOMMU's cache.
    HIT("hit"),
    /// The translation was read from the page table.
    TRANSLATED("translated"),
    /// The IOMMU refused it.
    FAULT("fault"),
    /// The IOMMU let it through as it was.
    BYPASS("bypass"),
    /// The source does not say.
    UNKNOWN("unknown");

    private final String text;

    AccessResult(String text) {
        this.text = text;
    }

    /// The value of the column.
    public String text() {
        return text;
    }
}
