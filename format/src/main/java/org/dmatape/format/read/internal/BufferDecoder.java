// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.dmatape.format.TapeException;
import org.dmatape.format.internal.ipc.IpcFraming;

/// Decompresses the buffers of one message. How long a buffer must be is known before it is looked at, so what
/// a file claims is never allocated.
final class BufferDecoder implements AutoCloseable {

    private static final int LENGTH_BYTES = Long.BYTES;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final BufferAllocator allocator;
    private final PartMessage message;
    private final PartCursor cursor;
    private final RecordBatch batch;
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();

    BufferDecoder(BufferAllocator allocator, PartCursor cursor, PartMessage message, RecordBatch batch) {
        this.allocator = allocator;
        this.cursor = cursor;
        this.message = message;
        this.batch = batch;
        if (batch.compression() == null || batch.compression().codec() != CompressionType.ZSTD) {
            throw damage("the batch is not compressed with zstd");
        }
    }

    boolean isAbsent(int bufferIndex) {
        return batch.buffers(bufferIndex).length() == 0;
    }

    /// A buffer of exactly this length. The caller closes it.
    ArrowBuf decode(int bufferIndex, long expectedBytes) {
        Buffer buffer = batch.buffers(bufferIndex);
        MemorySegment compressed = compressed(buffer);
        if (compressed.byteSize() == 0 && expectedBytes == 0) {
            return allocator.getEmpty();
        }
        if (compressed.byteSize() <= LENGTH_BYTES || compressed.get(LONG, 0) != expectedBytes) {
            throw damage("buffer " + bufferIndex + " does not have " + expectedBytes + " bytes");
        }
        ArrowBuf target = allocator.buffer(IpcFraming.align(expectedBytes));
        try {
            target.setZero(expectedBytes, IpcFraming.align(expectedBytes) - expectedBytes);
            decompress(compressed.asSlice(LENGTH_BYTES), target, Math.toIntExact(expectedBytes));
            target.writerIndex(expectedBytes);
            return target;
        } catch (RuntimeException cause) {
            target.close();
            throw cause;
        }
    }

    private void decompress(MemorySegment frame, ArrowBuf target, int expectedBytes) {
        try {
            int size = zstd.decompressDirectByteBuffer(
                    view(target, expectedBytes).asByteBuffer(), 0, expectedBytes, frame.asByteBuffer(), 0, (int)
                            frame.byteSize());
            if (size != expectedBytes) {
                throw damage("a buffer decompressed to " + size + " bytes, expected " + expectedBytes);
            }
        } catch (ZstdException cause) {
            throw Damage.at(cursor.file(), message.offset(), "zstd says: " + cause.getMessage(), cause);
        }
    }

    /// The memory of a buffer; valid as long as the buffer is.
    static MemorySegment view(ArrowBuf buffer, long sizeBytes) {
        return MemorySegment.ofAddress(buffer.memoryAddress()).reinterpret(sizeBytes);
    }

    TapeException damage(String what) {
        return Damage.at(cursor.file(), message.offset(), what);
    }

    @Override
    public void close() {
        zstd.close();
    }

    private MemorySegment compressed(Buffer buffer) {
        long offset = buffer.offset();
        long length = buffer.length();
        long bodyBytes = message.body().byteSize();
        if (offset < 0 || length < 0 || offset > bodyBytes || length > bodyBytes - offset) {
            throw damage("a buffer lies outside its message");
        }
        return message.body().asSlice(offset, length);
    }
}
