// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.compression;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// One zstd frame per piece; the frame itself does not say how large it becomes.
final class ZstdDecompressor implements Decompressor {

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();

    @Override
    public void decompress(MemorySegment source, MemorySegment target) throws CorruptDataException {
        ByteBuffer from = source.asByteBuffer();
        ByteBuffer to = target.asByteBuffer();
        try {
            int written = to.hasArray()
                    ? context.decompressDirectByteBufferToByteArray(
                            to.array(), to.arrayOffset(), to.capacity(), from, 0, from.capacity())
                    : context.decompressDirectByteBuffer(to, 0, to.capacity(), from, 0, from.capacity());
            if (written != to.capacity()) {
                throw new CorruptDataException("a zstd frame of " + written + " bytes");
            }
        } catch (ZstdException e) {
            throw new CorruptDataException("a damaged zstd frame (" + e.getMessage() + ")");
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
