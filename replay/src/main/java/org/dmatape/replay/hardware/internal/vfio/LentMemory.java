// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware.internal.vfio;

/// Memory that lies behind every mapping, for nothing is going to use it.
///
/// @param address of its first byte, or 0 where there is none
/// @param sizeBytes of it
record LentMemory(long address, long sizeBytes) {

    /// No memory.
    static final LentMemory NONE = new LentMemory(0, 0);

    /// Memory of the machine; none where it has no such amount left.
    static LentMemory of(SystemCalls calls, long sizeBytes) {
        long address = calls.memory(sizeBytes);
        return address > 0 ? new LentMemory(address, sizeBytes) : NONE;
    }

    boolean isEmpty() {
        return sizeBytes == 0;
    }

    /// Gives it back.
    void release(SystemCalls calls) {
        if (!isEmpty()) {
            calls.release(address, sizeBytes);
        }
    }
}
