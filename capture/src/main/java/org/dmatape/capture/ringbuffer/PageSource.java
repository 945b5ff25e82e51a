// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ringbuffer;

import org.dmatape.capture.recording.RecordingException;

/// The pages of one CPU, in the order in which they were written. Used by one thread at a time.
public interface PageSource {

    /// Puts the next pages into an empty block: their bytes into its memory, their events into its arrays.
    ///
    /// @return whether there was something left to put
    /// @throws RecordingException when the data is damaged
    boolean fill(PooledBlock block);
}
