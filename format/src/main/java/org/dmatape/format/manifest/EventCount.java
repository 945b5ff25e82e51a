// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.manifest;

import static java.util.Objects.requireNonNull;

/// How often an event occurs in the recordings, and what became of it.
///
/// @param system e.g. `dma`
/// @param name e.g. `dma_map_page`
/// @param count events read
/// @param interpretation what they were understood as; empty when they were only counted
public record EventCount(String system, String name, long count, String interpretation) {

    /// Checks what must be there.
    public EventCount {
        requireNonNull(system, "system is missing");
        requireNonNull(name, "name is missing");
        requireNonNull(interpretation, "interpretation is missing");
    }
}
