// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.dmatape.capture.recording.FileChecksum;
import org.dmatape.capture.recording.RecordingException;

/// What a log says, from its begin to its end, decompressed where the file is compressed. The checksum of the file is
/// computed from the bytes as they pass. Belongs to one thread at a time.
final class LogText implements AutoCloseable {

    private final LogFile file;
    private final TextCompression compression;
    private final FileBytes bytes;
    private final InputStream text;
    private long textBytes;
    private boolean ended;

    private LogText(LogFile file, TextCompression compression, FileBytes bytes, InputStream text) {
        this.file = file;
        this.compression = compression;
        this.bytes = bytes;
        this.text = text;
    }

    /// The text of a file.
    ///
    /// @throws RecordingException when it cannot be decompressed, not even its begin
    static LogText of(LogFile file) {
        TextCompression compression = file.compression();
        FileBytes bytes = new FileBytes(file);
        try {
            return new LogText(file, compression, bytes, compression.textOf(bytes, file.sizeBytes()));
        } catch (IOException damaged) {
            throw new RecordingException(
                    file.path() + ": expected a file compressed by " + compression.program() + " but found "
                            + reason(damaged),
                    damaged);
        }
    }

    /// Reads on.
    ///
    /// @return how many bytes; less than `length` at the end of the text only
    /// @throws RecordingException where a compressed file is damaged, unless it is read for salvage
    int read(byte[] target, int from, int length) {
        int count = 0;
        try {
            while (count < length && !ended) {
                int more = text.read(target, from + count, length - count);
                ended = more < 0;
                count += Math.max(0, more);
                textBytes += Math.max(0, more);
            }
        } catch (IOException damaged) {
            ended = true; // what a decompressor gives behind an error is not the text
            file.endAtDamage(textBytes, "the file compressed by " + compression.program() + ": " + reason(damaged));
        }
        return count;
    }

    private static String reason(IOException damaged) {
        return damaged instanceof EOFException ? "it ends before the text does" : String.valueOf(damaged.getMessage());
    }

    /// The checksum of the whole file, whatever of it was needed.
    FileChecksum checksum() {
        byte[] rest = new byte[1 << 16];
        int count = bytes.read(rest, 0, rest.length);
        while (count >= 0) {
            count = bytes.read(rest, 0, rest.length);
        }
        return FileChecksum.of(bytes.digest, bytes.position);
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw new RecordingException(file.path() + ": cannot be closed: " + e.getMessage(), e);
        }
    }

    /// The bytes of the file, in order.
    private static final class FileBytes extends InputStream {
        private final LogFile file;
        private final MessageDigest digest = FileChecksum.newDigest();
        private long position;

        private FileBytes(LogFile file) {
            this.file = file;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, file.sizeBytes() - position);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) {
            int count = Math.min(length, available());
            if (count == 0) {
                return length == 0 ? 0 : -1;
            }
            file.read(position, target, from, count);
            digest.update(target, from, count);
            position += count;
            return count;
        }
    }
}
