// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.format.write.TextPool;

/// Reads a text of a record as a number of the tape's text pool.
///
/// Most records repeat a text of those before, so the last few texts are kept by their raw bytes: first word, last word
/// and length tell texts of up to 16 bytes apart, longer ones are always looked up.
public final class TextField {

    /// The event has no such field, or this record no text in it.
    public static final int NO_TEXT = -1;

    private static final int KEPT = 16;
    private static final int WORD_BYTES = Long.BYTES;
    private static final int LONGEST_KEPT_BYTES = 2 * WORD_BYTES;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int SPREAD_SHIFT = 60;

    private final DynamicField field;
    private final TextPool texts;
    private final long[] firstWords = new long[KEPT];
    private final long[] lastWords = new long[KEPT];
    private final int[] lengths = new int[KEPT];
    private final int[] textIds = new int[KEPT];

    private TextField(DynamicField field, TextPool texts) {
        this.field = field;
        this.texts = texts;
    }

    /// A reader of the first of these fields the event has.
    public static TextField of(EventFormat format, TextPool texts, String... names) {
        return new TextField(DynamicField.of(format, names), texts);
    }

    /// Whether the event has the field.
    public boolean isPresent() {
        return field.isPresent();
    }

    /// The text's number, or [#NO_TEXT].
    public int read(EventCursor event) {
        int length = field.lengthBytes(event);
        if (length == 0) {
            return NO_TEXT;
        }
        int start = field.start(event);
        if (length > LONGEST_KEPT_BYTES) {
            return lookUp(event, start, length);
        }
        boolean isShort = length < WORD_BYTES;
        long first = event.unsigned(start, isShort ? length : WORD_BYTES);
        long last = isShort ? 0 : event.int64(start + length - WORD_BYTES);
        int slot = (int) (((first ^ Long.rotateLeft(last, 1)) * SPREAD) >>> SPREAD_SHIFT);
        if (lengths[slot] != length || firstWords[slot] != first || lastWords[slot] != last) {
            textIds[slot] = lookUp(event, start, length);
            firstWords[slot] = first;
            lastWords[slot] = last;
            lengths[slot] = length;
        }
        return textIds[slot];
    }

    private int lookUp(EventCursor event, int start, int length) {
        int end = 0;
        while (end < length && event.unsignedByte(start + end) != 0) {
            end++;
        }
        return end == 0 ? NO_TEXT : texts.idOf(event.bytes(), start, end);
    }
}
