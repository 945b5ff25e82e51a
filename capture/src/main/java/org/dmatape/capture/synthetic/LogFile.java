// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.recording.RecordingException;

/// An open log, read by position. It is not mapped: mapped pages count as memory of the process, as many of them as the
/// file has, and a log that is cut short while it is read would end the process.
public final class LogFile implements ByteOrigin, AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final long sizeBytes;
    private final AtomicLong readBytes = new AtomicLong();

    private LogFile(Path path, FileChannel channel, long sizeBytes) {
        this.path = path;
        this.channel = channel;
        this.sizeBytes = sizeBytes;
    }

    /// Opens a file as long as it is now; what is appended later is not read.
    ///
    /// @throws RecordingException when it is missing or may not be read
    public static LogFile open(Path path) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new RecordingException(path + ": is not a regular file, expected a log");
        }
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new LogFile(path, channel, channel.size());
        } catch (AccessDeniedException e) {
            throw new RecordingException(path + ": may not be read by this user", e);
        } catch (NoSuchFileException e) {
            throw new RecordingException(path + ": no such file", e);
        } catch (IOException e) {
            throw new RecordingException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// Opens a file and makes something of it that takes it over; when that fails the file is closed again.
    ///
    /// @param headBytes how much of its begin is shown; less when it is shorter
    public static <R> R opened(Path path, int headBytes, BiFunction<LogFile, byte[], R> making) {
        LogFile file = open(path);
        boolean made = false;
        try {
            byte[] head = new byte[(int) Math.min(headBytes, file.sizeBytes)];
            file.read(0, head, head.length);
            R result = making.apply(file, head);
            made = true;
            return result;
        } finally {
            if (!made) {
                file.close();
            }
        }
    }

    /// Bytes of the file.
    public long sizeBytes() {
        return sizeBytes;
    }

    /// The part of the file that has been read, 0 to 1.
    public double shareRead() {
        return sizeBytes == 0 ? 0 : Math.min(1, (double) readBytes.get() / sizeBytes);
    }

    /// Fills the front of an array with the bytes from that position on.
    public void read(long position, byte[] target, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + buffer.position()) < 0) {
                    throw damaged(
                            position + buffer.position(),
                            buffer.remaining() + " more bytes",
                            "the end of the file: it was cut short while it was read");
                }
            }
            readBytes.addAndGet(length);
        } catch (IOException e) {
            throw new RecordingException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public RecordingException damaged(long position, String expected, String found) {
        return new RecordingException(path + ": at offset 0x" + Long.toHexString(position) + ", expected " + expected
                + " but found " + found);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new RecordingException(path + ": cannot be closed: " + e.getMessage(), e);
        }
    }
}
