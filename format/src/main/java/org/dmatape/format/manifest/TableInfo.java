// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.manifest;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// One table of the tape.
///
/// @param name as in SQL
/// @param rows rows in all parts
/// @param parts its files in order
public record TableInfo(String name, long rows, List<PartInfo> parts) {

    /// Checks what must be there and copies the list.
    public TableInfo {
        requireNonNull(name, "name is missing");
        parts = List.copyOf(requireNonNull(parts, "parts is missing"));
    }

    /// Of a table that the tape does not have.
    public static TableInfo absent(String name) {
        return new TableInfo(name, 0, List.of());
    }
}
