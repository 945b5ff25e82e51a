// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import java.util.Optional;
import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.FieldKind;
import org.dmatape.capture.internal.merge.EventCursor;

/// Finds a text or an array in a record: at a fixed place, or where a 32-bit locator says.
///
/// ```
///   locator   31            16 15             0
///            +----------------+----------------+
///            | length (bytes) | offset         |   __data_loc: offset from the start of the record
///            +----------------+----------------+   __rel_loc:  offset from the end of the locator
/// ```
///
/// The kernel packs dynamic items without alignment. Source: include/trace/stages/stage5_get_offsets.h.
public final class DynamicField {

    private static final int LOCATOR_BYTES = 4;
    private static final int LENGTH_SHIFT = 16;
    private static final int OFFSET_MASK = 0xffff;
    private static final DynamicField ABSENT = new DynamicField(0, 0, 1, FieldKind.SCALAR);

    private final int offset;
    private final int sizeBytes;
    private final int elementSizeBytes;
    private final FieldKind kind;
    /// Bytes of an element that are read as a number.
    private final int numberBytes;

    private DynamicField(int offset, int sizeBytes, int elementSizeBytes, FieldKind kind) {
        this.offset = offset;
        this.sizeBytes = sizeBytes;
        this.elementSizeBytes = Math.max(1, elementSizeBytes);
        this.kind = kind;
        this.numberBytes = isNumber(elementSizeBytes) ? elementSizeBytes : 1;
    }

    private static boolean isNumber(int sizeBytes) {
        return sizeBytes == Long.BYTES || sizeBytes == Integer.BYTES || sizeBytes == Short.BYTES;
    }

    /// The first of these fields that the event has and that is a text or an array.
    public static DynamicField of(EventFormat format, String... names) {
        for (String name : names) {
            Optional<EventField> field = format.field(name);
            if (field.isPresent() && field.get().kind() != FieldKind.SCALAR) {
                return of(field.get());
            }
        }
        return ABSENT;
    }

    /// A text or array field.
    public static DynamicField of(EventField field) {
        return new DynamicField(field.offset(), field.sizeBytes(), field.elementSizeBytes(), field.kind());
    }

    /// Whether the event has the field.
    public boolean isPresent() {
        return kind != FieldKind.SCALAR;
    }

    /// Offset in the record where the bytes begin.
    public int start(EventCursor event) {
        return switch (kind) {
            case SCALAR -> 0;
            case FIXED_ARRAY -> offset;
            case DATA_LOC -> event.holds(offset, LOCATOR_BYTES) ? event.int32(offset) & OFFSET_MASK : 0;
            case REL_LOC ->
                event.holds(offset, LOCATOR_BYTES) ? (event.int32(offset) & OFFSET_MASK) + offset + LOCATOR_BYTES : 0;
        };
    }

    /// How many bytes there are; 0 where the record does not hold all of them.
    public int lengthBytes(EventCursor event) {
        int length = switch (kind) {
            case SCALAR -> 0;
            case FIXED_ARRAY -> sizeBytes;
            case DATA_LOC, REL_LOC -> event.holds(offset, LOCATOR_BYTES) ? event.int32(offset) >>> LENGTH_SHIFT : 0;
        };
        return event.holds(start(event), length) ? length : 0;
    }

    /// How many elements there are.
    public int count(EventCursor event) {
        return lengthBytes(event) / elementSizeBytes;
    }

    /// An element of an array of numbers, zero-extended.
    public long element(EventCursor event, int index) {
        return event.unsigned(start(event) + index * elementSizeBytes, numberBytes);
    }
}
