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
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.RecordingException;

/// An open log, read by position. It is not mapped: mapped pages count as memory of the process, as many of them as the
/// file has, and a log that is cut short while it is read would end the process.
public final class LogFile implements ByteOrigin, AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final long sizeBytes;
    private final boolean salvage;
    private final AtomicLong readBytes = new AtomicLong();
    private volatile String damage = "";

    private LogFile(Path path, FileChannel channel, long sizeBytes, boolean salvage) {
        this.path = path;
        this.channel = channel;
        this.sizeBytes = sizeBytes;
        this.salvage = salvage;
    }

    /// Opens a file as long as it is now; what is appended later is not read.
    ///
    /// @param salvage whether a damaged compressed file is read as far as it is whole
    /// @throws RecordingException when it is missing or may not be read
    public static LogFile open(Path path, boolean salvage) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new RecordingException(path + ": is not a regular file, expected a log");
        }
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new LogFile(path, channel, channel.size(), salvage);
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
    /// @param options whether it may be damaged
    public static <R> R opened(Path path, OpenOptions options, Function<LogFile, R> making) {
        LogFile file = open(path, options.salvage());
        boolean made = false;
        try {
            R result = making.apply(file);
            made = true;
            return result;
        } finally {
            if (!made) {
                file.close();
            }
        }
    }

    /// The first bytes of the file; all of it when it is shorter.
    public byte[] head(int mostBytes) {
        byte[] head = new byte[(int) Math.min(mostBytes, sizeBytes)];
        read(0, head, head.length);
        return head;
    }

    /// The first bytes of what the file says, decompressed; all of it when it is shorter.
    public byte[] textHead(int mostBytes) {
        try (LogText text = LogText.of(this)) {
            byte[] head = new byte[mostBytes];
            return Arrays.copyOf(head, text.read(head, 0, mostBytes));
        }
    }

    /// How it is compressed.
    TextCompression compression() {
        return TextCompression.of(head(TextCompression.MAGIC_BYTES));
    }

    /// Name of the file.
    Path path() {
        return path;
    }

    /// The text ends here because the rest of a compressed file is damaged.
    ///
    /// @throws RecordingException when damage was not allowed
    void endAtDamage(long textBytes, String what) {
        endAt(RecordingException.ofDamage(path + ": behind " + textBytes + " bytes of text: " + what));
    }

    /// What is read ends here because of that damage.
    ///
    /// @throws RecordingException when damage was not allowed
    public void endAt(RecordingException found) {
        if (!salvage) {
            throw found;
        }
        damage = String.valueOf(found.getMessage());
    }

    /// Where a damaged file was left, when it was opened for salvage.
    Optional<String> damage() {
        return damage.isEmpty() ? Optional.empty() : Optional.of(damage);
    }

    /// Bytes of the file.
    public long sizeBytes() {
        return sizeBytes;
    }

    /// The part of the file that has been read, 0 to 1.
    public double shareRead() {
        return sizeBytes == 0 ? 0 : Math.min(1, (double) readBytes.get() / sizeBytes);
    }

    /// Fills the front of an array with the bytes of the file from that position on.
    public void read(long position, byte[] target, int length) {
        read(position, target, 0, length);
    }

    /// Fills a part of an array with the bytes of the file from that position on.
    void read(long position, byte[] target, int from, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(target, from, length);
        try {
            while (buffer.hasRemaining()) {
                long at = position + buffer.position() - from;
                if (channel.read(buffer, at) < 0) {
                    throw damaged(
                            at,
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
