// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.format.write.TextPool;

/// Reads a text of a record as a number of the tape's text pool.
public final class TextField {

    /// The event has no such field, or this record no text in it.
    public static final int NO_TEXT = -1;

    private final DynamicField field;
    private final TextPool texts;

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
        long start = event.addressOf(field.start(event));
        int end = 0;
        while (end < length && event.memory().get(java.lang.foreign.ValueLayout.JAVA_BYTE, start + end) != 0) {
            end++;
        }
        return end == 0 ? NO_TEXT : texts.idOf(event.memory(), start, end);
    }
}
