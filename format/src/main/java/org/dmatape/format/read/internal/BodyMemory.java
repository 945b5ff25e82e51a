// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.dmatape.format.internal.ipc.IpcFraming;

/// Holds the body of one message after the other.
final class BodyMemory implements AutoCloseable {

    private Arena arena = Arena.ofShared();
    private MemorySegment memory = MemorySegment.NULL;

    /// Room for a body; what was there before is gone.
    MemorySegment reserve(long sizeBytes) {
        if (memory.byteSize() < sizeBytes) {
            close();
            arena = Arena.ofShared();
            memory = arena.allocate(sizeBytes + sizeBytes / 4, IpcFraming.ALIGNMENT);
        }
        return memory.asSlice(0, sizeBytes);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
        memory = MemorySegment.NULL;
    }
}
