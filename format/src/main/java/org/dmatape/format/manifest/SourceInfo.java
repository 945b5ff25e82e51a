// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.manifest;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/// A file that was read into the tape.
///
/// @param sourceId number used in the tables
/// @param path as the user named it
/// @param kind e.g. `trace.dat v7`
/// @param sha256 checksum in hex
/// @param sizeBytes size of the file
/// @param facts what the file says of itself and of its host
public record SourceInfo(
        int sourceId, String path, String kind, String sha256, long sizeBytes, Map<String, String> facts) {

    /// Checks what must be there and copies what may change.
    public SourceInfo {
        requireNonNull(path, "path is missing");
        requireNonNull(kind, "kind is missing");
        requireNonNull(sha256, "sha256 is missing");
        facts = Facts.copyOf(facts);
    }
}
