// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dmatape.format.read.Tape;

/// Finds captures and makes tapes of them. It stands between the lab and whoever knows how recordings are read.
public interface CaptureReader {

    /// Every capture in a folder and below, in order of their names.
    List<CaptureInput> find(Path folder) throws IOException;

    /// Opens a tape, or makes one of recordings.
    ///
    /// @param tape where the tape is to be made
    /// @param threads threads it may use
    /// @throws UnreadableCaptureException when the capture is broken
    /// @throws IOException when it is not the capture's fault
    Tape read(CaptureInput input, Path tape, int threads) throws IOException;
}
