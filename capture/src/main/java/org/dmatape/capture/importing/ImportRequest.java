// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What to import, and into what.
///
/// @param inputs recordings of one machine, or folders with them and what lies beside them
/// @param tape the tape to make
/// @param clockOffsetsNs what is to be added to the times of a file, where the user knows it
/// @param salvage whether a damaged recording is imported as far as it is whole
/// @param overwrite whether an existing tape is replaced
/// @param threads threads that decompress and compress beside the one that decodes
/// @param createdBy program and version, kept in the manifest
public record ImportRequest(
        List<Path> inputs,
        Path tape,
        Map<Path, Long> clockOffsetsNs,
        boolean salvage,
        boolean overwrite,
        int threads,
        String createdBy) {

    public ImportRequest {
        inputs = List.copyOf(inputs);
        clockOffsetsNs = Map.copyOf(clockOffsetsNs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("nothing to import");
        }
    }

    /// An import that finds out itself how the clocks of its recordings relate.
    public ImportRequest(
            List<Path> inputs, Path tape, boolean salvage, boolean overwrite, int threads, String createdBy) {
        this(inputs, tape, Map.of(), salvage, overwrite, threads, createdBy);
    }

    /// A plain import on all processors.
    public static ImportRequest of(Path input, Path tape) {
        return new ImportRequest(
                List.of(input), tape, false, false, Runtime.getRuntime().availableProcessors(), "dmatape");
    }
}
