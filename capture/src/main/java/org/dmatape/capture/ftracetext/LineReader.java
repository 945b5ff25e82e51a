// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.synthetic.TextCompression;

/// Reads a text line by line, without what a mail program puts in front of quoted lines (`> `, `| `). Lines that are
/// longer than any event are cut short; the rest of them is skipped. A compressed text that is damaged ends, for
/// salvage, with the last whole line in front of the damage.
final class LineReader implements AutoCloseable {

    /// The longest record the kernel can write has 64 KiB; printed as an array it takes five times that.
    static final int LONGEST_LINE_BYTES = 1 << 19;

    private static final int BUFFER_BYTES = 1 << 18;

    private final Path file;
    private final boolean salvage;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private boolean quoted;
    private long readBytes;
    private String damage = "";

    /// @param salvage whether a damaged text is read as far as it is whole
    LineReader(Path file, boolean salvage) {
        this.file = file;
        this.salvage = salvage;
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
    /// @return false at the end of the text
    boolean next(TextLine line) {
        line.clear();
        boolean any = false;
        boolean whole = false;
        while (position < limit || fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            int room = LONGEST_LINE_BYTES - line.length();
            line.append(buffer, position, Math.min(end, position + room));
            whole = end < limit;
            position = whole ? end + 1 : end;
            if (whole) {
                break;
            }
        }
        if (!any || (!damage.isEmpty() && !whole)) {
            return false;
        }
        quoted = trim(line);
        return true;
    }

    /// Where a damaged text was left, when it is read for salvage.
    Optional<String> damage() {
        return damage.isEmpty() ? Optional.empty() : Optional.of(damage);
    }

    /// Bytes of the text that were read.
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
        if (!damage.isEmpty()) {
            return false;
        }
        try {
            limit = in.read(buffer);
            position = 0;
            readBytes += Math.max(0, limit);
            return limit > 0;
        } catch (IOException cause) {
            String found = file + ": cannot be read behind " + readBytes + " bytes of text: " + cause.getMessage();
            if (!salvage) {
                throw RecordingException.ofDamage(found, cause);
            }
            damage = found;
            return false;
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
