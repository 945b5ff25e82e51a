// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

import java.util.Optional;

/// The events of one CPU of one buffer, block by block, in the order in which they were written.
public interface CpuStream extends AutoCloseable {

    /// CPU number.
    int cpu();

    /// The next block, or empty at the end. Blocks until it is decompressed.
    ///
    /// @throws RecordingException when the data is damaged
    Optional<EventBlock> next();

    @Override
    void close();
}
