// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.compression;

import java.lang.foreign.MemorySegment;

/// Decompresses one piece after another. Used by one thread at a time.
public interface Decompressor extends AutoCloseable {

    /// Why a piece cannot be decompressed.
    final class CorruptDataException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String found;

        /// @param found what is there instead of a whole piece
        CorruptDataException(String found) {
            super(found);
            this.found = found;
        }

        public String found() {
            return found;
        }
    }

    /// Decompresses a whole piece into a target of exactly the size the recording states. Never writes beyond it.
    ///
    /// @param source native memory
    /// @param target native memory or a whole array of bytes
    /// @throws CorruptDataException when the piece is damaged or has another size than stated
    void decompress(MemorySegment source, MemorySegment target) throws CorruptDataException;

    @Override
    void close();
}
