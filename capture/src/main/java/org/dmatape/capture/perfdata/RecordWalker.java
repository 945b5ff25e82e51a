// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/// Walks from record to record through the data of a perf.data, also through those inside compressed records. All
/// compressed records together are one zstd stream, and its records do not end where they end.
///
/// ```
///   0   u32 type    4   u16 misc    6   u16 size, header included    8   content
/// ```
final class RecordWalker implements AutoCloseable {

    private static final int TYPE_OFFSET = 0;
    private static final int SIZE_OFFSET = 6;
    private static final int HEADER_BYTES = SampleReader.HEADER_BYTES;
    private static final int BUFFER_BYTES = 1 << 20;

    private final PerfFile file;
    private final Arena arena = Arena.ofShared();
    private final ByteBuffer fileBytes;
    private final MemorySegment fileMemory;
    private final ByteBuffer unpackedBytes;
    private final MemorySegment unpackedMemory;
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private final long endOffset;
    /// Offset in the file of the first byte behind those in memory.
    private long nextOffset;
    private int filePosition;
    private int fileLimit;
    private int unpackedPosition;
    private int packedPosition;
    private int packedLimit;
    private boolean moreToCome;
    private MemorySegment memory;
    private int record;
    private int size;

    RecordWalker(PerfFile file, long offset, long endOffset) {
        this.file = file;
        this.nextOffset = offset;
        this.endOffset = endOffset;
        this.fileMemory = PerfFile.allocate(arena, BUFFER_BYTES);
        this.fileBytes = fileMemory.asByteBuffer();
        this.unpackedMemory = PerfFile.allocate(arena, BUFFER_BYTES);
        this.unpackedBytes = unpackedMemory.asByteBuffer().limit(0);
        this.memory = fileMemory;
    }

    /// Goes to the next record.
    ///
    /// @return false at the end of the data
    boolean next() {
        while (true) {
            if (nextUnpacked()) {
                return true;
            }
            if (packedPosition < packedLimit || moreToCome) {
                unpack();
            } else if (!nextInFile()) {
                requireNothingLeft();
                return false;
            } else if (type() == RecordType.COMPRESSED || type() == RecordType.COMPRESSED_2) {
                packedPosition = record + HEADER_BYTES + (type() == RecordType.COMPRESSED_2 ? Long.BYTES : 0);
                packedLimit = packedEnd();
            } else {
                return true;
            }
        }
    }

    /// Since version 2 the record says how long the stream's piece is, because records are rounded up to 8 bytes.
    private int packedEnd() {
        int end = record + size;
        if (type() == RecordType.COMPRESSED) {
            return end;
        }
        long stated = size >= HEADER_BYTES + Long.BYTES ? file.int64(memory, (long) record + HEADER_BYTES) : -1;
        if (stated < 0 || stated > end - packedPosition) {
            throw file.damaged(offset(), "a piece within its record of " + size + " bytes", "one of " + stated);
        }
        return packedPosition + (int) stated;
    }

    private boolean nextUnpacked() {
        int left = unpackedBytes.limit() - unpackedPosition;
        if (left < HEADER_BYTES) {
            return false;
        }
        int bytes = sizeAt(unpackedMemory, unpackedPosition);
        if (bytes > left) {
            return false;
        }
        select(unpackedMemory, unpackedPosition, bytes);
        unpackedPosition += bytes;
        return true;
    }

    /// Unpacks more of the stream, behind what is left of the record that began in the piece before.
    private void unpack() {
        int left = unpackedBytes.limit() - unpackedPosition;
        MemorySegment.copy(unpackedMemory, unpackedPosition, unpackedMemory, 0, left);
        unpackedPosition = 0;
        unpackedBytes.limit(BUFFER_BYTES).position(left);
        ByteBuffer source = fileBytes.duplicate().limit(packedLimit).position(packedPosition);
        try {
            zstd.decompressDirectByteBufferStream(unpackedBytes, source);
        } catch (ZstdException e) {
            throw file.damaged(offset(), "a piece of a zstd stream", "a damaged one (" + e.getMessage() + ")");
        }
        boolean nothingCame = unpackedBytes.position() == left;
        if (nothingCame && !moreToCome && source.position() == packedPosition) {
            throw file.damaged(offset(), "a piece of a zstd stream", "one that cannot be unpacked");
        }
        packedPosition = source.position();
        moreToCome = !unpackedBytes.hasRemaining(); // what did not fit waits inside
        unpackedBytes.flip();
    }

    private void requireNothingLeft() {
        int left = unpackedBytes.limit() - unpackedPosition;
        if (left > 0) {
            throw file.damaged(nextOffset, "whole records in the zstd stream", left + " bytes of one at its end");
        }
    }

    private boolean nextInFile() {
        if (!inMemory(HEADER_BYTES)) {
            return false;
        }
        int bytes = sizeAt(fileMemory, filePosition);
        if (!inMemory(bytes)) {
            throw file.damaged(offset(), "a record of " + bytes + " bytes", "only " + (fileLimit - filePosition));
        }
        select(fileMemory, filePosition, bytes);
        filePosition += bytes;
        return true;
    }

    /// Makes sure that so many bytes of the data are in memory, if there are.
    private boolean inMemory(int bytes) {
        if (fileLimit - filePosition >= bytes) {
            return true;
        }
        MemorySegment.copy(fileMemory, filePosition, fileMemory, 0, (long) fileLimit - filePosition);
        fileLimit -= filePosition;
        filePosition = 0;
        long wanted = Math.min(BUFFER_BYTES - (long) fileLimit, endOffset - nextOffset);
        fileBytes.limit(fileLimit + (int) Math.max(0, wanted)).position(fileLimit);
        int read = file.read(fileBytes, nextOffset);
        nextOffset += read;
        fileLimit += read;
        fileBytes.limit(BUFFER_BYTES);
        return fileLimit >= bytes;
    }

    private int sizeAt(MemorySegment in, int position) {
        int bytes = Short.toUnsignedInt(
                in.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(file.order()), (long) position + SIZE_OFFSET));
        if (bytes < HEADER_BYTES) {
            throw file.damaged(offset(), "a record of at least " + HEADER_BYTES + " bytes", "one of " + bytes);
        }
        return bytes;
    }

    private void select(MemorySegment in, int position, int bytes) {
        memory = in;
        record = position;
        size = bytes;
    }

    /// Passes over bytes that belong to the record but lie behind it.
    void skipBehind(long bytes) {
        long inBuffer = Math.min(Math.max(0, bytes), fileLimit - filePosition);
        filePosition += (int) inBuffer;
        if (bytes < 0 || bytes - inBuffer > endOffset - nextOffset) {
            throw file.damaged(offset(), bytes + " bytes behind a record", "the end of the data");
        }
        nextOffset += bytes - inBuffer;
    }

    /// Offset in the file of the first byte behind the record; of the compressed one, for a record inside.
    long offset() {
        return nextOffset - (fileLimit - filePosition);
    }

    int type() {
        return file.int32(memory, (long) record + TYPE_OFFSET);
    }

    /// Memory the record lies in, until the next one.
    MemorySegment memory() {
        return memory;
    }

    /// Where it begins there.
    int record() {
        return record;
    }

    /// Its bytes, header included; fewer than 65536.
    int size() {
        return size;
    }

    @Override
    public void close() {
        zstd.close();
        arena.close();
    }
}
