// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import com.github.luben.zstd.ZstdCompressCtx;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.dmatape.format.internal.ipc.BodyDirectory;
import org.dmatape.format.internal.ipc.IpcFraming;

/// Collects the compressed buffers of message bodies. A compressed buffer is Arrow's: eight bytes with the
/// uncompressed length, then one zstd frame.
final class BodyBuffer {

    private static final int LENGTH_BYTES = Long.BYTES;
    private static final int INITIAL_BYTES = 64 << 10;
    /// Two percent smaller than the level's own choice on columns of eight-byte integers, at the same speed.
    private static final int ZSTD_MIN_MATCH = 6;

    private static final int SMALL_BYTES = 128 << 10;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final Arena arena;
    private final ZstdCompressCtx zstd;
    private MemorySegment memory;
    private long end;
    private long bodyStart;

    BodyBuffer(Arena arena, int zstdLevel) {
        this.arena = arena;
        zstd = new ZstdCompressCtx()
                .setLevel(zstdLevel)
                .setMinMatch(ZSTD_MIN_MATCH)
                .setChecksum(false)
                .setContentSize(true);
        memory = arena.allocate(INITIAL_BYTES, IpcFraming.ALIGNMENT);
    }

    void reset() {
        end = 0;
        bodyStart = 0;
    }

    void beginBody() {
        bodyStart = end;
    }

    long bodyStart() {
        return bodyStart;
    }

    long end() {
        return end;
    }

    /// What was collected. Valid until the next buffer is added.
    MemorySegment slice(long from, long to) {
        return memory.asSlice(from, to - from);
    }

    /// Compresses a buffer behind what is there and enters it into the directory.
    void add(MemorySegment values, BodyDirectory directory) {
        int size = Math.toIntExact(values.byteSize());
        if (size == 0) {
            directory.addBuffer(end - bodyStart, 0);
            return;
        }
        int bound = compressBound(size);
        reserve(IpcFraming.align(LENGTH_BYTES + (long) bound));
        memory.set(LONG, end, size);
        ByteBuffer target = memory.asSlice(end + LENGTH_BYTES, bound).asByteBuffer();
        int compressed = zstd.compressDirectByteBuffer(target, 0, bound, values.asByteBuffer(), 0, size);
        directory.addBuffer(end - bodyStart, LENGTH_BYTES + (long) compressed);
        long unpadded = end + LENGTH_BYTES + compressed;
        end = IpcFraming.align(unpadded);
        memory.asSlice(unpadded, end - unpadded).fill((byte) 0);
    }

    void close() {
        zstd.close();
    }

    /// Largest size zstd can need: ZSTD_COMPRESSBOUND of zstd.h.
    private static int compressBound(int size) {
        int margin = size < SMALL_BYTES ? (SMALL_BYTES - size) >> 11 : 0;
        return Math.addExact(size + (size >> 8), margin);
    }

    private void reserve(long bytes) {
        if (end + bytes > memory.byteSize()) {
            MemorySegment larger = arena.allocate(Math.max(2 * memory.byteSize(), end + bytes), IpcFraming.ALIGNMENT);
            larger.copyFrom(memory.asSlice(0, end));
            memory = larger;
        }
    }
}
