// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Decoders that are not in use. There are as many as threads that decompress at once, not as many as CPUs.
final class ChunkDecoderPool implements AutoCloseable {

    private final RecordingFile file;
    private final Compression compression;
    private final Queue<ChunkDecoder> idle = new ConcurrentLinkedQueue<>();

    ChunkDecoderPool(RecordingFile file, Compression compression) {
        this.file = file;
        this.compression = compression;
    }

    ChunkDecoder take() {
        ChunkDecoder decoder = idle.poll();
        return decoder == null ? new ChunkDecoder(file, compression.newDecompressor()) : decoder;
    }

    void giveBack(ChunkDecoder decoder) {
        idle.add(decoder);
    }

    @Override
    public void close() {
        for (ChunkDecoder decoder = idle.poll(); decoder != null; decoder = idle.poll()) {
            decoder.close();
        }
    }
}
