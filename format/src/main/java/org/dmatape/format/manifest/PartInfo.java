// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.manifest;

import static java.util.Objects.requireNonNull;

/// One file of a table.
///
/// @param file name in the table's folder
/// @param rows rows in it
/// @param batches record batches in it
/// @param sizeBytes size of the file
/// @param crc32c checksum of the file, eight hex digits
public record PartInfo(String file, long rows, int batches, long sizeBytes, String crc32c) {

    /// Checks what must be there.
    public PartInfo {
        requireNonNull(file, "file is missing");
        requireNonNull(crc32c, "crc32c is missing");
    }
}
