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
/// @param names what inputs are called that lie in temporary files
public record ImportRequest(
        List<Path> inputs,
        Path tape,
        Map<Path, Long> clockOffsetsNs,
        boolean salvage,
        boolean overwrite,
        int threads,
        String createdBy,
        InputNames names) {

    /// Copies the collections.
    public ImportRequest {
        inputs = List.copyOf(inputs);
        clockOffsetsNs = Map.copyOf(clockOffsetsNs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("nothing to import");
        }
    }

    /// A plain import on all processors, that finds out itself how the clocks of its recordings relate.
    public static ImportRequest of(List<Path> inputs, Path tape) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new ImportRequest(inputs, tape, Map.of(), false, false, processors, "dmatape", InputNames.OWN);
    }

    /// A plain import of one recording or folder.
    public static ImportRequest of(Path input, Path tape) {
        return of(List.of(input), tape);
    }

    /// The same with what the user knows of the clocks.
    public ImportRequest withClockOffsetsNs(Map<Path, Long> offsetsNs) {
        return new ImportRequest(inputs, tape, offsetsNs, salvage, overwrite, threads, createdBy, names);
    }

    /// The same for recordings that may be damaged, or not.
    public ImportRequest withSalvage(boolean salvages) {
        return new ImportRequest(inputs, tape, clockOffsetsNs, salvages, overwrite, threads, createdBy, names);
    }

    /// The same replacing an existing tape, or not.
    public ImportRequest withOverwrite(boolean overwrites) {
        return new ImportRequest(inputs, tape, clockOffsetsNs, salvage, overwrites, threads, createdBy, names);
    }

    /// The same with that many threads.
    public ImportRequest withThreads(int count) {
        return new ImportRequest(inputs, tape, clockOffsetsNs, salvage, overwrite, count, createdBy, names);
    }

    /// The same made by that program.
    public ImportRequest withCreatedBy(String program) {
        return new ImportRequest(inputs, tape, clockOffsetsNs, salvage, overwrite, threads, program, names);
    }

    /// The same with other names for some inputs.
    public ImportRequest withNames(InputNames inputNames) {
        return new ImportRequest(inputs, tape, clockOffsetsNs, salvage, overwrite, threads, createdBy, inputNames);
    }
}
