// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.nio.file.Path;
import java.util.Optional;

/// Walks through a text and says of every line what it is. A line that a mail program wrapped is put together again.
final class EventLines implements AutoCloseable {

    /// A mail program wraps lines at 72 to 80 characters, and may put quote marks before them afterwards.
    private static final int LONGEST_WRAPPED_BYTES = 100;

    private static final int MOST_PIECES = 64;
    private static final int FIELD_WITHIN_WORDS = 3;
    private static final int PIECES_WITHOUT_FIELDS = 2;
    /// First lines of trace-cmd report.
    private static final byte[] CPUS = AsciiBytes.of("cpus=");

    private static final byte[] VERSION = AsciiBytes.of("version = ");

    private final LineReader reader;
    private final TextLine line = new TextLine();
    private final TextLine ahead = new TextLine();
    private final LineHead head = new LineHead();
    private final LineHead aheadHead = new LineHead();
    private final Payload payload = new Payload();
    private final LossLine loss = new LossLine();
    private final FrameLine frame = new FrameLine();
    private boolean hasAhead;
    private boolean aheadQuoted;
    private long lines;
    private long quotedLines;
    private long wrappedLines;

    /// What a line is.
    enum Kind {
        /// An event: head and payload are read.
        EVENT,
        /// Events of a CPU are missing.
        LOSS,
        /// A frame of the call stack of the event before.
        FRAME,
        /// Nothing, or a comment of whoever wrote the text.
        COMMENT,
        /// Something else.
        FOREIGN,
        /// There are no more lines.
        END
    }

    /// @param salvage whether a damaged text is read as far as it is whole
    EventLines(Path file, boolean salvage) {
        this.reader = new LineReader(file, salvage);
    }

    /// Goes to the next line.
    Kind next() {
        if (!read()) {
            return Kind.END;
        }
        if (loss.parse(line)) {
            return Kind.LOSS;
        }
        if (isComment(line)) {
            return Kind.COMMENT;
        }
        FrameLine.completeHead(line);
        if (!head.parse(line)) {
            return frame.parse(line) ? Kind.FRAME : Kind.FOREIGN;
        }
        payload.read(line, head);
        unwrap();
        return Kind.EVENT;
    }

    private boolean read() {
        if (hasAhead) {
            hasAhead = false;
            line.clear();
            line.append(ahead, 0);
            count(aheadQuoted);
            return true;
        }
        if (!reader.next(line)) {
            return false;
        }
        count(reader.isQuoted());
        return true;
    }

    private void count(boolean quoted) {
        lines++;
        quotedLines += quoted ? 1 : 0;
    }

    /// Adds the lines that follow to an event that cannot be at its end, as long as they look like the rest of it.
    private void unwrap() {
        int lastPiece = line.length();
        for (int i = 0; i < MOST_PIECES && mayGoOn(lastPiece); i++) {
            if (!hasAhead) {
                if (!reader.next(ahead)) {
                    return;
                }
                hasAhead = true;
                aheadQuoted = reader.isQuoted();
            }
            boolean anything = i < PIECES_WITHOUT_FIELDS && payload.isOnlyNamed();
            if (!isRest(ahead, anything)) {
                return;
            }
            hasAhead = false;
            boolean oneWord = ahead.wordEnd(0) == ahead.length(); // too long a word is left whole
            lastPiece = oneWord ? 0 : ahead.length();
            line.appendSpace();
            line.append(ahead, 0);
            count(aheadQuoted);
            wrappedLines++;
            head.parse(line);
            payload.read(line, head);
        }
    }

    private boolean mayGoOn(int lastPieceBytes) {
        if (lastPieceBytes > LONGEST_WRAPPED_BYTES) {
            return false;
        }
        KernelEventText kernelEvent = payload.kernelEvent();
        return switch (payload.kind()) {
            case KERNEL_EVENT -> kernelEvent != null && !kernelEvent.isWhole(payload.fields());
            case PROBE_ENTRY, PROBE_RETURN -> true;
            case OTHER -> payload.isBrokenOff();
        };
    }

    /// The rest of a payload is a parenthesis or what is left of it, fields, or what is left of an array.
    private boolean isRest(TextLine candidate, boolean anything) {
        if (candidate.length() == 0
                || isComment(candidate)
                || FrameLine.isOfStack(candidate)
                || aheadHead.parse(candidate)) {
            return false;
        }
        if (anything) {
            return true;
        }
        if (payload.isBrokenOff() && (candidate.at(0) == '(' || candidate.indexOf(')', 0, candidate.length()) > 0)) {
            return true;
        }
        int words = 0;
        int wordEnd = 0;
        while (words < FIELD_WITHIN_WORDS && wordEnd < candidate.length()) {
            wordEnd = candidate.wordEnd(candidate.skipSpaces(wordEnd));
            words++;
        }
        return candidate.indexOf('=', 0, wordEnd) > 0 || line.at(line.length() - 1) == ',';
    }

    private static boolean isComment(TextLine candidate) {
        return candidate.length() == 0
                || candidate.at(0) == '#'
                || candidate.startsWith(0, CPUS)
                || candidate.startsWith(0, VERSION);
    }

    TextLine line() {
        return line;
    }

    LineHead head() {
        return head;
    }

    Payload payload() {
        return payload;
    }

    LossLine loss() {
        return loss;
    }

    FrameLine frame() {
        return frame;
    }

    /// Where a damaged text was left, when it is read for salvage.
    Optional<String> damage() {
        return reader.damage();
    }

    /// Bytes read so far.
    long readBytes() {
        return reader.readBytes();
    }

    /// Lines read so far.
    long lines() {
        return lines;
    }

    /// Of these, lines behind quote marks.
    long quotedLines() {
        return quotedLines;
    }

    /// Of these, rests of lines that were wrapped.
    long wrappedLines() {
        return wrappedLines;
    }

    @Override
    public void close() {
        reader.close();
    }
}
