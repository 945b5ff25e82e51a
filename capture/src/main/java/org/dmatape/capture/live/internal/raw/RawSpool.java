// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.raw;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.dmatape.capture.eventformat.PageFormat;
import org.dmatape.capture.internal.tracefs.RawReader;
import org.dmatape.capture.live.internal.source.DrainResult;
import org.dmatape.capture.live.internal.source.LiveCpuStream;
import org.dmatape.capture.live.internal.source.PageFill;
import org.dmatape.capture.ringbuffer.PageLayout;

/// The pages of one CPU on their way to the disk, unread but for the losses their heads tell of.
public final class RawSpool implements AutoCloseable {

    private static final int BLOCK_BYTES = 1 << 20;
    /// Space that moving pages to another file takes in between.
    static final long MOVED_AT_ONCE_BYTES = 4L << 20;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final int EVENTS_MISSED = 1 << 31;
    private static final int COUNT_STORED = 1 << 30;
    private static final int SIZE_MASK = COUNT_STORED - 1;

    private final int cpu;
    private final RawReader reader;
    private final PageLayout layout;
    private final int pageBytes;
    private final PageFill fill;
    private final Path file;
    private final long roomBytes;
    private final FileChannel channel;
    private final MemorySegment block;
    private final ByteBuffer blockBytes;
    private long sizeBytes;
    private long lossSpans;
    private long lostEvents;

    /// @param roomBytes left free before the pages, for the head of a trace.dat: this file may become one
    public RawSpool(LiveCpuStream stream, PageFormat pages, Path file, long roomBytes, Arena arena) throws IOException {
        this.cpu = stream.cpu();
        this.reader = stream.reader();
        this.layout = pages.layout();
        this.pageBytes = pages.subBufferBytes();
        this.fill = new PageFill(layout, pageBytes);
        this.file = file;
        this.roomBytes = roomBytes;
        this.channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        channel.position(roomBytes);
        this.block = arena.allocate(Math.max(BLOCK_BYTES, pageBytes), Long.BYTES);
        this.blockBytes = block.asByteBuffer();
    }

    /// Reads what is in the buffer and writes it to the file.
    public DrainResult drain() throws IOException {
        int usedBytes = 0;
        fill.begin();
        DrainResult result = DrainResult.MORE;
        while (result == DrainResult.MORE && usedBytes + pageBytes <= block.byteSize()) {
            if (reader.read(block, usedBytes, pageBytes)) {
                noteLoss(usedBytes);
                result = fill.isCaughtUp(block, usedBytes) ? DrainResult.CAUGHT_UP : result;
                usedBytes += pageBytes;
            } else {
                result = DrainResult.EMPTIED;
            }
        }
        blockBytes.clear().limit(usedBytes);
        while (blockBytes.hasRemaining()) {
            channel.write(blockBytes);
        }
        sizeBytes += usedBytes;
        return result;
    }

    private void noteLoss(int page) {
        int commit = block.get(INT, page + layout.commitOffset());
        if ((commit & EVENTS_MISSED) != 0) {
            lossSpans++;
            long end = page + layout.dataOffset() + (long) (commit & SIZE_MASK);
            boolean isCounted = (commit & COUNT_STORED) != 0 && end + Long.BYTES <= page + (long) pageBytes;
            lostEvents += isCounted ? Math.max(0, block.get(LONG, end)) : 0;
        }
    }

    /// The CPU whose pages these are.
    public int cpu() {
        return cpu;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /// How often events were lost.
    public long lossSpans() {
        return lossSpans;
    }

    /// Events that were lost, as far as the kernel counted them.
    public long lostEvents() {
        return lostEvents;
    }

    long roomBytes() {
        return roomBytes;
    }

    /// Moves the pages to a place in another file, the last ones first: what was moved is cut off, so that a disk need
    /// not hold them twice.
    void moveTo(FileChannel target, long offset) throws IOException {
        long left = sizeBytes;
        while (left > 0) {
            long begin = Math.max(0, left - MOVED_AT_ONCE_BYTES);
            target.position(offset + begin);
            long done = begin;
            while (done < left) {
                done += channel.transferTo(roomBytes + done, left - done, target);
            }
            channel.truncate(roomBytes + begin);
            left = begin;
        }
    }

    /// Gives the file its final name; what stands before its pages is still to be written.
    void becomes(Path target) throws IOException {
        channel.truncate(roomBytes + sizeBytes); // behind it is a write that failed
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Deletes the file, unless it got another name.
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
