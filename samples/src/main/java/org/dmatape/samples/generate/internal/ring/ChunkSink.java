// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.ring;

/// Takes finished sub-buffers, several at a time.
public interface ChunkSink {

    /// Sub-buffers per chunk: the number trace-cmd compresses together.
    int SUB_BUFFERS_PER_CHUNK = 10;

    /// Takes a chunk and gives another array of the same length for the next one.
    ///
    /// @param chunk sub-buffers, one after the other
    /// @param usedBytes bytes that are filled
    byte[] exchange(byte[] chunk, int usedBytes);
}
