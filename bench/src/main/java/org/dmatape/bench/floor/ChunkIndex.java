// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.floor;

import com.github.luben.zstd.Zstd;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Where the compressed chunks of events lie in a trace.dat of version 7, little endian, zstd: what the generator
/// writes. Reads no more of it than that, and on its own, so that the floor owes nothing to the reader it is compared
/// with.
///
///     header    "..tracing" "7" NUL, u8 byte order, u8, u32, "zstd" NUL, version NUL, u64 offset of the options
///     options   u16 id 0, u16 flags, u32, u64 bytes, { u16 id, u32 bytes, data } ...
///               flag 1: the options are compressed, as u32 compressed bytes, u32 bytes, zstd
///     option 3  u64, name NUL, clock NUL, u32, u32 CPUs, per CPU { u32 number, u64 offset, u64 bytes }
///     CPU       u32 chunks, per chunk { u32 compressed bytes, u32 bytes, zstd }
final class ChunkIndex {

    /// A compressed chunk.
    ///
    /// @param offset where its zstd frame begins
    /// @param compressedBytes bytes of the frame
    /// @param bytes bytes it holds
    record Chunk(long offset, int compressedBytes, int bytes) {}

    private static final int MAGIC_BYTES = 10;
    private static final int BYTES_BEFORE_COMPRESSION = 6;
    private static final int HEADER_BYTES_READ = 128;
    private static final int SECTION_HEADER_BYTES = 16;
    private static final int FLAG_COMPRESSED = 1;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int OPTION_DONE = 0;
    private static final int OPTION_BUFFER = 3;

    private final FileChannel file;
    private final List<Chunk> chunks = new ArrayList<>();

    private ChunkIndex(FileChannel file) {
        this.file = file;
    }

    static List<Chunk> of(FileChannel file) throws IOException {
        ChunkIndex index = new ChunkIndex(file);
        index.readOptions(index.optionsOffset());
        return index.chunks;
    }

    private long optionsOffset() throws IOException {
        ByteBuffer header = read(0, HEADER_BYTES_READ).position(MAGIC_BYTES);
        String version = text(header);
        header.position(header.position() + BYTES_BEFORE_COMPRESSION);
        String compression = text(header);
        text(header);
        if (!version.equals("7") || !compression.equals("zstd")) {
            throw new IOException("the floor is taken on version 7 with zstd, not on version " + version + " with "
                    + (compression.isEmpty() ? "none" : compression));
        }
        return header.getLong();
    }

    private void readOptions(long firstOffset) throws IOException {
        long offset = firstOffset;
        while (offset != 0) {
            ByteBuffer options = section(offset);
            offset = 0;
            while (options.hasRemaining()) {
                int id = Short.toUnsignedInt(options.getShort());
                int bytes = options.getInt();
                ByteBuffer data = options.slice(options.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
                options.position(options.position() + bytes);
                if (id == OPTION_BUFFER) {
                    readBuffer(data);
                } else if (id == OPTION_DONE) {
                    offset = data.getLong();
                }
            }
        }
    }

    private void readBuffer(ByteBuffer option) throws IOException {
        option.getLong();
        text(option);
        text(option);
        option.getInt();
        int cpus = option.getInt();
        for (int i = 0; i < cpus; i++) {
            option.getInt();
            long offset = option.getLong();
            if (option.getLong() > 0) {
                readCpu(offset);
            }
        }
    }

    private void readCpu(long cpuOffset) throws IOException {
        int count = read(cpuOffset, Integer.BYTES).getInt();
        long offset = cpuOffset + Integer.BYTES;
        for (int i = 0; i < count; i++) {
            ByteBuffer sizes = read(offset, CHUNK_HEADER_BYTES);
            Chunk chunk = new Chunk(offset + CHUNK_HEADER_BYTES, sizes.getInt(), sizes.getInt());
            chunks.add(chunk);
            offset = chunk.offset() + chunk.compressedBytes();
        }
    }

    private ByteBuffer section(long headerOffset) throws IOException {
        ByteBuffer header = read(headerOffset, SECTION_HEADER_BYTES);
        boolean compressed = (header.getShort(Short.BYTES) & FLAG_COMPRESSED) != 0;
        int bytes = Math.toIntExact(header.getLong(Long.BYTES));
        long offset = headerOffset + SECTION_HEADER_BYTES;
        return compressed ? decompress(offset) : read(offset, bytes);
    }

    private ByteBuffer decompress(long offset) throws IOException {
        ByteBuffer sizes = read(offset, CHUNK_HEADER_BYTES);
        byte[] compressed = new byte[sizes.getInt()];
        read(offset + CHUNK_HEADER_BYTES, compressed.length).get(compressed);
        byte[] plain = new byte[sizes.getInt()];
        long written = Zstd.decompress(plain, compressed);
        if (written != plain.length) {
            throw new IOException("the options at " + offset + " do not decompress to " + plain.length + " bytes");
        }
        return ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer read(long offset, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("the file ends before " + (offset + bytes));
            }
        }
        return buffer.flip();
    }

    private static String text(ByteBuffer buffer) {
        int begin = buffer.position();
        while (buffer.get() != 0) {
            // the loop ends behind the NUL
        }
        return new String(
                buffer.array(), buffer.arrayOffset() + begin, buffer.position() - begin - 1, StandardCharsets.UTF_8);
    }
}
