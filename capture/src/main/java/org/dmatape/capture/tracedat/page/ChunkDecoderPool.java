// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.page;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dmatape.capture.tracedat.compression.Compression;
import org.dmatape.capture.tracedat.file.RecordingFile;

/// Decoders that are not in use. There are as many as threads that decompress at once, not as many as CPUs.
public final class ChunkDecoderPool implements AutoCloseable {

    private final RecordingFile file;
    private final Compression compression;
    private final Queue<ChunkDecoder> idle = new ConcurrentLinkedQueue<>();

    public ChunkDecoderPool(RecordingFile file, Compression compression) {
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
