// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import java.util.Optional;
import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.FieldKind;
import org.dmatape.capture.internal.merge.EventCursor;

/// Reads one number of a record, wherever this kernel put it. A field the event does not have reads as absent.
public final class FieldReader {

    private static final FieldReader ABSENT = new FieldReader(0, 0, false);

    private final int offset;
    private final int sizeBytes;
    private final boolean signed;

    private FieldReader(int offset, int sizeBytes, boolean signed) {
        this.offset = offset;
        this.sizeBytes = sizeBytes;
        this.signed = signed;
    }

    /// A reader of the first of these fields the event has.
    public static FieldReader of(EventFormat format, String... names) {
        for (String name : names) {
            Optional<EventField> field = format.field(name);
            if (field.isPresent()
                    && field.get().kind() == FieldKind.SCALAR
                    && isReadable(field.get().sizeBytes())) {
                return of(field.get());
            }
        }
        return ABSENT;
    }

    /// A reader of a scalar field.
    static FieldReader of(EventField field) {
        return new FieldReader(field.offset(), field.sizeBytes(), field.signed());
    }

    private static boolean isReadable(int sizeBytes) {
        return sizeBytes == 1 || sizeBytes == 2 || sizeBytes == 4 || sizeBytes == 8;
    }

    /// Whether the event has the field at all.
    public boolean isPresent() {
        return sizeBytes != 0;
    }

    /// Whether this record holds the field: it has it, and is long enough.
    public boolean isIn(EventCursor event) {
        return sizeBytes != 0 && event.holds(offset, sizeBytes);
    }

    /// The number, sign- or zero-extended to 64 bits; 0 where the record does not hold it.
    public long read(EventCursor event) {
        if (!isIn(event)) {
            return 0;
        }
        return signed ? event.signed(offset, sizeBytes) : event.unsigned(offset, sizeBytes);
    }
}
