// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A capture as it lies in a folder, before anybody looked at what is in it.
///
/// @param path the folder or file that people would name
/// @param name its path below the folder that was searched
/// @param kind what it is
/// @param recordings the recordings that make it; empty for a tape
/// @param beside small files that are read with them
/// @param problem why it cannot be read, where that shows already
public record CaptureInput(
        Path path, String name, Kind kind, List<Path> recordings, List<Path> beside, Optional<String> problem) {

    /// Copies the lists.
    public CaptureInput {
        recordings = List.copyOf(recordings);
        beside = List.copyOf(beside);
    }

    /// What a capture is.
    public enum Kind {
        /// Recordings that are to be imported.
        RECORDING,
        /// A tape.
        TAPE
    }
}
