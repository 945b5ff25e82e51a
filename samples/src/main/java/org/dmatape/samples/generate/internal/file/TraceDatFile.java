// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dmatape.samples.generate.TraceCompression;

/// Writes a trace.dat.
public sealed interface TraceDatFile permits TraceDatVersion6, TraceDatVersion7 {

    /// Writes the whole file.
    void write(Path file, TraceDatContent content, List<TraceDatContent.Buffer> buffers) throws IOException;

    /// The writer of a version.
    static TraceDatFile of(int version, TraceCompression compression) {
        return version == 6 ? new TraceDatVersion6() : new TraceDatVersion7(compression);
    }
}
