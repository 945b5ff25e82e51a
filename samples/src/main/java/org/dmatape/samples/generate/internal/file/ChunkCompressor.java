// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.file;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.dmatape.samples.generate.TraceCompression;

/// Compresses one block at a time.
abstract sealed class ChunkCompressor implements AutoCloseable {

    /// Compresses the first bytes of an array into an array of the exact size.
    abstract byte[] compress(byte[] input, int length);

    @Override
    public void close() {}

    static ChunkCompressor of(TraceCompression compression) {
        return switch (compression) {
            case NONE -> new Stored();
            case ZLIB -> new Zlib();
            case ZSTD -> new ZstdFrames();
        };
    }

    private static final class Stored extends ChunkCompressor {

        @Override
        byte[] compress(byte[] input, int length) {
            return Arrays.copyOf(input, length);
        }
    }

    private static final class Zlib extends ChunkCompressor {

        private static final int SLACK = 64;

        private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        private byte[] output = new byte[0];

        @Override
        byte[] compress(byte[] input, int length) {
            int bound = length + length / 1000 + SLACK;
            output = output.length < bound ? new byte[bound] : output;
            deflater.reset();
            deflater.setInput(input, 0, length);
            deflater.finish();
            int written = 0;
            while (!deflater.finished()) {
                written += deflater.deflate(output, written, output.length - written);
            }
            return Arrays.copyOf(output, written);
        }

        @Override
        public void close() {
            deflater.end();
        }
    }

    /// Frames that do not say how large their content is, as trace-cmd writes them.
    private static final class ZstdFrames extends ChunkCompressor {

        private final ZstdCompressCtx context =
                new ZstdCompressCtx().setLevel(1).setContentSize(false);
        private byte[] output = new byte[0];

        @Override
        byte[] compress(byte[] input, int length) {
            int bound = (int) Zstd.compressBound(length);
            output = output.length < bound ? new byte[bound] : output;
            int written = context.compressByteArray(output, 0, output.length, input, 0, length);
            return Arrays.copyOf(output, written);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
