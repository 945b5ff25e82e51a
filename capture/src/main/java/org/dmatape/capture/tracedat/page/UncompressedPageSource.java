// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.page;

import java.lang.foreign.MemorySegment;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.ringbuffer.PageSource;
import org.dmatape.capture.ringbuffer.PooledBlock;
import org.dmatape.capture.tracedat.file.RecordingFile;

/// The pages of one CPU as they lie in the file, one behind the other.
public final class UncompressedPageSource implements PageSource {

    private final RecordingFile file;
    private final CpuPages pages;
    private final ReadBytes readBytes;
    private final int batchBytes;
    private final long endOffset;
    private long nextOffset;

    public UncompressedPageSource(RecordingFile file, CpuPages pages, CpuExtent extent, ReadBytes readBytes) {
        this.file = file;
        this.pages = pages;
        this.readBytes = readBytes;
        this.batchBytes = Math.max(1, pages.blockBytes() / pages.subBufferBytes()) * pages.subBufferBytes();
        this.nextOffset = extent.offset();
        this.endOffset = extent.offset() + Math.min(extent.sizeBytes(), Long.MAX_VALUE - extent.offset());
    }

    @Override
    public boolean fill(PooledBlock block) {
        try {
            while (nextOffset < endOffset && block.isEmpty()) {
                fillBatch(block);
            }
        } finally {
            pages.correct(block.events());
        }
        return !block.isEmpty();
    }

    private void fillBatch(PooledBlock block) {
        long batchOffset = nextOffset;
        int usedBytes = (int) Math.min(batchBytes, presentBytes(batchOffset));
        ByteOrigin origin = (position, expected, found) -> file.damaged(batchOffset + position, expected, found);
        MemorySegment memory = block.reserve(usedBytes, origin);
        file.read(batchOffset, memory.asSlice(0, usedBytes).asByteBuffer());
        nextOffset += usedBytes;
        readBytes.add(usedBytes);
        int rest = pages.walkWhole(memory, 0, usedBytes, block.events(), origin);
        pages.walkRest(memory, rest, usedBytes, block.events(), origin);
    }

    /// Bytes that can be read from there: all that are left, or whole pages when the file has been cut.
    private long presentBytes(long offset) {
        long leftBytes = endOffset - offset;
        long fileBytes = Math.max(0, file.sizeBytes() - offset);
        if (leftBytes <= fileBytes) {
            return leftBytes;
        }
        long wholePagesBytes = fileBytes - fileBytes % pages.subBufferBytes();
        if (wholePagesBytes == 0) {
            throw file.damaged(
                    offset,
                    leftBytes + " more bytes of CPU " + pages.cpu(),
                    "the end of the file at " + RecordingFile.hex(file.sizeBytes()));
        }
        return wholePagesBytes;
    }
}
