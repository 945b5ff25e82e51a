// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.page;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.dmatape.capture.tracedat.compression.Decompressor;
import org.dmatape.capture.tracedat.compression.Decompressor.CorruptDataException;
import org.dmatape.capture.tracedat.file.RecordingFile;

/// Reads one compressed chunk and decompresses it. Used by one thread at a time.
final class ChunkDecoder implements AutoCloseable {

    private static final int SMALLEST_BYTES = 1 << 16;

    private final RecordingFile file;
    private final Decompressor decompressor;
    private Arena arena = Arena.ofShared();
    private MemorySegment compressed = MemorySegment.NULL;

    ChunkDecoder(RecordingFile file, Decompressor decompressor) {
        this.file = file;
        this.decompressor = decompressor;
    }

    void decode(long offset, int compressedBytes, MemorySegment target) {
        MemorySegment source = scratch(compressedBytes);
        file.read(offset, source.asByteBuffer());
        try {
            decompressor.decompress(source, target);
        } catch (CorruptDataException e) {
            throw file.damaged(offset, "a compressed chunk of " + target.byteSize() + " bytes", e.found());
        }
    }

    private MemorySegment scratch(int sizeBytes) {
        if (compressed.byteSize() < sizeBytes) {
            arena.close();
            arena = Arena.ofShared();
            compressed = arena.allocate(Math.max(SMALLEST_BYTES, 2L * sizeBytes));
        }
        return compressed.asSlice(0, sizeBytes);
    }

    @Override
    public void close() {
        decompressor.close();
        arena.close();
    }
}
