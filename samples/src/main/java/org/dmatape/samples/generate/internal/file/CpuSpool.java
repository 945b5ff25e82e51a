// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dmatape.samples.generate.internal.ring.ChunkSink;

/// The data of one CPU on its way into the file: the file wants it in one piece, but all CPUs grow together.
///
/// Compressed data is spooled as it will stand in the file:
///
///     u32 compressed size   u32 size   compressed bytes   ... for each chunk
public final class CpuSpool implements ChunkSink {

    private static final int CHUNK_HEADER_BYTES = 2 * Integer.BYTES;

    private final SpoolThread thread;
    private final Path file;
    private final FileChannel channel;
    private final boolean compressed;
    private final ByteBuffer header;
    private long bytes;
    private int chunks;

    CpuSpool(SpoolThread thread, Path file, boolean compressed, ByteOrder order) throws IOException {
        this.thread = thread;
        this.file = file;
        this.compressed = compressed;
        header = ByteBuffer.allocate(CHUNK_HEADER_BYTES).order(order);
        channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    @Override
    public byte[] exchange(byte[] chunk, int usedBytes) {
        return thread.submit(this, chunk, usedBytes);
    }

    /// Called by the spool thread.
    void append(byte[] chunk, int usedBytes, ChunkCompressor compressor) throws IOException {
        if (!compressed) {
            write(ByteBuffer.wrap(chunk, 0, usedBytes));
            return;
        }
        byte[] packed = compressor.compress(chunk, usedBytes);
        write(header.clear().putInt(packed.length).putInt(usedBytes).flip());
        write(ByteBuffer.wrap(packed));
        chunks++;
    }

    /// Bytes spooled.
    long bytes() {
        return bytes;
    }

    /// Chunks spooled, when compressed.
    int chunks() {
        return chunks;
    }

    /// What was spooled.
    FileChannel channel() {
        return channel;
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    private void write(ByteBuffer buffer) throws IOException {
        bytes += buffer.remaining();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
