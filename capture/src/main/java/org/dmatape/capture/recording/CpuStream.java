// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

import java.util.Optional;

/// The events of one CPU of one buffer, block by block, in the order in which they were written. A source whose CPUs
/// are already in one order, like a text, gives one stream for all of them ([EventBlock#cpu(int)] tells them apart);
/// the merge keeps that order, also where times are equal.
public interface CpuStream extends AutoCloseable {

    /// CPU number; the lowest one when there are several.
    int cpu();

    /// The next block, or empty at the end. Blocks until it is decompressed.
    ///
    /// @throws RecordingException when the data is damaged
    Optional<EventBlock> next();

    /// Whether more may come after [#next()] had nothing: so it is while a recording goes on.
    default boolean mayGoOn() {
        return false;
    }

    @Override
    void close();
}
