// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.synthetic.TextCompression;

/// Reads a text line by line, without what a mail program puts in front of quoted lines (`> `, `| `). Lines that are
/// longer than any event are cut short; the rest of them is skipped.
final class LineReader implements AutoCloseable {

    /// The longest record the kernel can write has 64 KiB; printed as an array it takes five times that.
    static final int LONGEST_LINE_BYTES = 1 << 19;

    private static final int BUFFER_BYTES = 1 << 18;

    private final Path file;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private boolean quoted;
    private long readBytes;

    LineReader(Path file) {
        this.file = file;
        try {
            this.in = TextCompression.open(file);
        } catch (NoSuchFileException cause) {
            throw new RecordingException(file + " does not exist", cause);
        } catch (IOException cause) {
            throw new RecordingException("cannot read " + file + ": " + cause.getMessage(), cause);
        }
    }

    /// Reads the next line.
    ///
    /// @return false at the end of the file
    boolean next(TextLine line) {
        line.clear();
        boolean any = false;
        while (position < limit || fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            int room = LONGEST_LINE_BYTES - line.length();
            line.append(buffer, position, Math.min(end, position + room));
            boolean whole = end < limit;
            position = whole ? end + 1 : end;
            if (whole) {
                break;
            }
        }
        if (any) {
            quoted = trim(line);
        }
        return any;
    }

    /// Bytes of the file that were read.
    long readBytes() {
        return readBytes;
    }

    /// Whether the line that was read was quoted.
    boolean isQuoted() {
        return quoted;
    }

    /// Drops quote marks, and spaces at both ends.
    ///
    /// @return whether there were quote marks
    static boolean trim(TextLine line) {
        int begin = 0;
        boolean marked = false;
        while (TextLine.isSpace(line.at(begin)) || isQuoteMark(line.at(begin))) {
            marked |= isQuoteMark(line.at(begin));
            begin++;
        }
        int end = line.length();
        while (end > begin && (line.at(end - 1) == '\r' || TextLine.isSpace(line.at(end - 1)))) {
            end--;
        }
        line.keep(begin, end);
        return marked;
    }

    private static boolean isQuoteMark(byte character) {
        return character == '>' || character == '|';
    }

    private boolean fill() {
        try {
            limit = in.read(buffer);
            position = 0;
            readBytes += Math.max(0, limit);
            return limit > 0;
        } catch (IOException cause) {
            throw new RecordingException("cannot read " + file + ": " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException cause) {
            throw new RecordingException("cannot close " + file + ": " + cause.getMessage(), cause);
        }
    }
}
