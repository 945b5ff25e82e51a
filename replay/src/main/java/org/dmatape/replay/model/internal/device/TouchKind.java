// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

/// What is wrong with an access of a device.
enum TouchKind {
    /// A live mapping holds it, and none that does allows it.
    DIRECTION("direction"),
    /// The last mapping that held it had ended.
    AFTER_UNMAP("after-unmap"),
    /// The same, but the IOMMU let it through and had not been told to forget the page.
    STALE("stale"),
    /// The page is mapped, the bytes are not.
    BEYOND_END("beyond-end"),
    /// Nothing held it, a later mapping did.
    BEFORE_MAP("before-map"),
    /// Nothing ever held it.
    NEVER_MAPPED("never-mapped");

    private final String label;

    TouchKind(String label) {
        this.label = label;
    }

    /// The word for it.
    String label() {
        return label;
    }
}
