// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.recording.RecordingException;

/// An open perf.data: read by position, numbers in the byte order of the machine that wrote it.
final class PerfFile implements ByteOrigin, AutoCloseable {

    /// No table, text or list of names of a perf.data is larger.
    static final long LARGEST_PART_BYTES = 1L << 28;

    private final Path path;
    private final FileChannel channel;
    private final long sizeBytes;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private PerfFile(Path path, FileChannel channel, long sizeBytes) {
        this.path = path;
        this.channel = channel;
        this.sizeBytes = sizeBytes;
    }

    static PerfFile open(Path path) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new PerfFile(path, channel, channel.size());
        } catch (NoSuchFileException cause) {
            throw new RecordingException(path + " does not exist", cause);
        } catch (IOException cause) {
            throw new RecordingException("cannot read " + path + ": " + cause.getMessage(), cause);
        }
    }

    void setOrder(ByteOrder newOrder) {
        order = newOrder;
    }

    ByteOrder order() {
        return order;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /// A part of the file in memory.
    MemorySegment part(long offset, long bytes, String what) {
        if (offset < 0 || bytes < 0 || offset > sizeBytes - bytes) {
            throw damaged(
                    Math.max(0, offset),
                    what + " of " + Long.toUnsignedString(bytes) + " bytes within the file's " + sizeBytes,
                    "its end behind the end of the file");
        }
        if (bytes > LARGEST_PART_BYTES) {
            throw damaged(offset, what + " of at most " + LARGEST_PART_BYTES + " bytes", "one of " + bytes);
        }
        byte[] content = new byte[(int) bytes];
        read(ByteBuffer.wrap(content), offset);
        return MemorySegment.ofArray(content);
    }

    /// Reads as much as fits, or as there is.
    ///
    /// @return bytes read
    int read(ByteBuffer into, long offset) {
        int begin = into.position();
        try {
            long at = offset;
            while (into.hasRemaining()) {
                int count = channel.read(into, at);
                if (count < 0) {
                    break;
                }
                at += count;
            }
        } catch (IOException cause) {
            throw new RecordingException("cannot read " + path + ": " + cause.getMessage(), cause);
        }
        return into.position() - begin;
    }

    int int32(MemorySegment memory, long offset) {
        return memory.get(JAVA_INT_UNALIGNED.withOrder(order), offset);
    }

    long int64(MemorySegment memory, long offset) {
        return memory.get(JAVA_LONG_UNALIGNED.withOrder(order), offset);
    }

    @Override
    public RecordingException damaged(long position, String expected, String found) {
        return new RecordingException(
                path + ": offset 0x" + Long.toHexString(position) + ": expected " + expected + ", found " + found);
    }

    /// Memory for events of this file.
    static MemorySegment allocate(Arena arena, long bytes) {
        return arena.allocate(bytes, Long.BYTES);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException cause) {
            throw new RecordingException("cannot close " + path + ": " + cause.getMessage(), cause);
        }
    }
}
