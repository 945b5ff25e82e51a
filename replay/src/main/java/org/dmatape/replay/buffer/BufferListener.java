// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.buffer;

import org.dmatape.replay.event.DmaOperation;

/// Hears of buffers. A buffer is named by the head of its chain in [Buffers].
public interface BufferListener {

    /// A buffer was mapped, or coherent memory allocated.
    void mapped(int head, DmaOperation map);

    /// A buffer was unmapped, or coherent memory freed. Its chain is forgotten afterwards.
    ///
    /// @param cause the unmap; a later map where the unmap must have been lost
    void unmapped(int head, DmaOperation cause);
}
