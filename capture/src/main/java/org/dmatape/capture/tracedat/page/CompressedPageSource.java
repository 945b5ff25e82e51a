// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.page;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.ringbuffer.PageSource;
import org.dmatape.capture.ringbuffer.PooledBlock;
import org.dmatape.capture.tracedat.file.Cursor;
import org.dmatape.capture.tracedat.file.RecordingFile;

/// The pages of one CPU in compressed chunks:
///
///     0    u32  number of chunks
///     4    per chunk: u32 compressed bytes, u32 uncompressed bytes, compressed data
///
/// A chunk usually holds 10 pages. Several chunks make a block; a page may begin in one chunk and end in the next.
public final class CompressedPageSource implements PageSource {

    private static final int COUNT_BYTES = 4;
    private static final int CHUNK_HEADER_BYTES = 8;

    /// Ten of the largest sub-buffers a kernel can make, with room to spare.
    private static final long LARGEST_CHUNK_BYTES = 64 << 20;

    private final RecordingFile file;
    private final ByteOrder order;
    private final CpuPages pages;
    private final CpuExtent extent;
    private final ChunkDecoderPool decoders;
    private final ReadBytes readBytes;

    private final long limitOffset;
    private long nextOffset;
    private long chunksLeft = -1;
    private byte[] partialPage = new byte[0];

    public CompressedPageSource(
            RecordingFile file,
            ByteOrder order,
            CpuPages pages,
            CpuExtent extent,
            ChunkDecoderPool decoders,
            ReadBytes readBytes) {
        this.file = file;
        this.order = order;
        this.pages = pages;
        this.extent = extent;
        this.decoders = decoders;
        this.readBytes = readBytes;
        this.nextOffset = extent.offset();
        // compared by subtraction, because the stated size may be any number
        long fileBytes = file.sizeBytes() - extent.offset();
        this.limitOffset = extent.offset()
                + (extent.sizeBytes() > fileBytes - COUNT_BYTES ? fileBytes : extent.sizeBytes() + COUNT_BYTES);
    }

    @Override
    public boolean fill(PooledBlock block) {
        ChunkDecoder decoder = decoders.take();
        try {
            if (chunksLeft < 0) {
                chunksLeft = readCount();
            }
            while (chunksLeft > 0 && block.isEmpty()) {
                fillOnce(block, decoder);
            }
        } finally {
            decoders.giveBack(decoder);
            pages.correct(block.events());
        }
        return !block.isEmpty();
    }

    private void fillOnce(PooledBlock block, ChunkDecoder decoder) {
        MemorySegment memory = block.reserve(Math.max(pages.blockBytes(), partialPage.length), file);
        int usedBytes = partialPage.length;
        MemorySegment.copy(MemorySegment.ofArray(partialPage), 0, memory, 0, usedBytes);
        int walkedBytes = 0;
        int chunkBytes;
        do {
            ByteOrigin origin = chunkOrigin(nextOffset, usedBytes);
            Cursor head = chunkHead(CHUNK_HEADER_BYTES);
            long compressedBytes = head.u32("the compressed size of a chunk");
            chunkBytes = checkedChunkBytes(compressedBytes, head.u32("the uncompressed size of a chunk"));
            memory = block.reserve((long) usedBytes + chunkBytes, origin);
            decoder.decode(
                    nextOffset + CHUNK_HEADER_BYTES, (int) compressedBytes, memory.asSlice(usedBytes, chunkBytes));
            usedBytes += chunkBytes;
            nextOffset += CHUNK_HEADER_BYTES + compressedBytes;
            readBytes.add(CHUNK_HEADER_BYTES + compressedBytes);
            chunksLeft--;
            walkedBytes = pages.walkWhole(memory, walkedBytes, usedBytes, block.events(), origin);
            if (chunksLeft == 0) {
                pages.walkRest(memory, walkedBytes, usedBytes, block.events(), origin);
                walkedBytes = usedBytes;
                requireEnd();
            }
        } while (chunksLeft > 0 && (long) usedBytes + chunkBytes <= pages.blockBytes());
        partialPage = memory.asSlice(walkedBytes, usedBytes - walkedBytes).toArray(ValueLayout.JAVA_BYTE);
    }

    private long readCount() {
        long count = chunkHead(COUNT_BYTES).u32("the number of chunks");
        long mostChunks = (limitOffset - nextOffset - COUNT_BYTES) / CHUNK_HEADER_BYTES;
        if (count > mostChunks) {
            throw file.damaged(nextOffset, "at most " + mostChunks + " chunks of CPU " + pages.cpu(), "" + count);
        }
        nextOffset += COUNT_BYTES;
        return count;
    }

    private int checkedChunkBytes(long compressedBytes, long uncompressedBytes) {
        long leftBytes = limitOffset - nextOffset - CHUNK_HEADER_BYTES;
        if (compressedBytes > Math.min(leftBytes, LARGEST_CHUNK_BYTES)) {
            throw file.damaged(
                    nextOffset,
                    "a chunk within the " + leftBytes + " bytes left of CPU " + pages.cpu(),
                    "one of " + compressedBytes + " bytes");
        }
        if (uncompressedBytes > LARGEST_CHUNK_BYTES) {
            throw file.damaged(
                    nextOffset + Integer.BYTES,
                    "a chunk of at most " + LARGEST_CHUNK_BYTES + " uncompressed bytes",
                    "one of " + uncompressedBytes);
        }
        return (int) uncompressedBytes;
    }

    /// trace-cmd 3.1 does not count the number of chunks in the size of the data, later versions do.
    private void requireEnd() {
        long readBytes = nextOffset - extent.offset();
        if (readBytes != extent.sizeBytes() && readBytes != extent.sizeBytes() + COUNT_BYTES) {
            throw file.damaged(
                    extent.offset(),
                    "chunks of " + extent.sizeBytes() + " bytes for CPU " + pages.cpu(),
                    "chunks of " + readBytes + " bytes");
        }
    }

    private Cursor chunkHead(int sizeBytes) {
        if (sizeBytes > limitOffset - nextOffset) {
            throw file.damaged(
                    nextOffset,
                    sizeBytes + " more bytes of CPU " + pages.cpu(),
                    Math.max(0, limitOffset - nextOffset) + " bytes");
        }
        byte[] head = new byte[sizeBytes];
        file.read(nextOffset, ByteBuffer.wrap(head));
        return new Cursor(MemorySegment.ofArray(head), order, file);
    }

    private ByteOrigin chunkOrigin(long offset, int begin) {
        return (position, expected, found) -> file.problem(
                "byte " + (position - begin) + " of the uncompressed chunk at offset " + RecordingFile.hex(offset)
                        + " of CPU " + pages.cpu(),
                expected,
                found);
    }
}
