// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.recording.RecordingException;

/// An open recording: mapped as one segment for what is looked at here and there, and read by position for the events.
/// Events are not read through the mapping because its pages would count as memory of the process, as many of them as
/// the file has.
public final class RecordingFile implements ByteOrigin, AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final Arena arena;
    private final MemorySegment mapped;

    private RecordingFile(Path path, FileChannel channel, Arena arena, MemorySegment mapped) {
        this.path = path;
        this.channel = channel;
        this.arena = arena;
        this.mapped = mapped;
    }

    /// Opens a recording and maps it.
    public static RecordingFile open(Path path) {
        if (Files.isDirectory(path)) {
            throw new RecordingException(path + ": is a directory, expected a trace.dat file");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new RecordingException(path + ": is not a regular file, expected a trace.dat file");
        }
        Arena arena = Arena.ofShared();
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new RecordingFile(path, channel, arena, channel.map(MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (AccessDeniedException e) {
            arena.close();
            throw new RecordingException(path + ": may not be read by this user", e);
        } catch (NoSuchFileException e) {
            arena.close();
            throw new RecordingException(path + ": no such file", e);
        } catch (IOException e) {
            arena.close();
            throw new RecordingException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// Where it lies.
    public Path path() {
        return path;
    }

    /// Memory that lives as long as the file is open.
    public Arena arena() {
        return arena;
    }

    MemorySegment mapped() {
        return mapped;
    }

    /// Its size when it was opened.
    public long sizeBytes() {
        return mapped.byteSize();
    }

    /// Fills the buffer from that offset on.
    public void read(long offset, ByteBuffer target) {
        long position = offset;
        try {
            while (target.hasRemaining()) {
                int count = channel.read(target, position);
                if (count < 0) {
                    throw damaged(position, target.remaining() + " more bytes", "the end of the file");
                }
                position += count;
            }
        } catch (IOException e) {
            throw new RecordingException(path + ": cannot be read at " + hex(position) + ": " + e.getMessage(), e);
        }
    }

    /// Checks that a part of the file lies in the file.
    public void requireWithin(long offset, long partBytes, String part) {
        if (offset < 0 || partBytes < 0 || offset > sizeBytes() || partBytes > sizeBytes() - offset) {
            throw damaged(
                    offset,
                    Long.toUnsignedString(partBytes) + " bytes of " + part,
                    "the end of the file at " + hex(sizeBytes()));
        }
    }

    @Override
    public RecordingException damaged(long position, String expected, String found) {
        return problem("offset " + hex(position), expected, found);
    }

    /// What is said of a damaged recording: the file, the place in it, what was expected there and what is.
    public RecordingException problem(String place, String expected, String found) {
        return RecordingException.ofDamage(sentence(place, expected, found));
    }

    /// The same of a file that is something else, or of another version: nothing of it can be salvaged.
    public RecordingException refused(long position, String expected, String found) {
        return new RecordingException(sentence("offset " + hex(position), expected, found));
    }

    private String sentence(String place, String expected, String found) {
        return path + ": at " + place + ", expected " + expected + " but found " + found;
    }

    /// A number as messages have it.
    public static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new RecordingException(path + ": cannot be closed: " + e.getMessage(), e);
        } finally {
            arena.close();
        }
    }
}
