// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.io.IOException;
import java.nio.file.Path;
import org.dmatape.samples.generate.internal.Generation;

/// Writes synthetic recordings: a trace.dat of any size, with healthy traffic and bugs at known counts.
public final class TraceGenerator {

    private TraceGenerator() {}

    /// Writes a recording. Memory stays flat whatever its size; while it is made, temporary files of about the same
    /// size lie beside it.
    ///
    /// @param options what to generate
    /// @param file the trace.dat to write; replaced when it exists, left alone when generating fails
    /// @param listener hears about progress
    /// @return what is true of it
    public static GeneratedTruth generate(GeneratorOptions options, Path file, ProgressListener listener)
            throws IOException {
        return new Generation(options, file).run(listener);
    }
}
