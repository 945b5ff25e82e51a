// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.FieldKind;

/// The layout of a synthetic record: the head every ftrace record has, then eight bytes for each field, then the bytes
/// of the texts. Little endian.
///
/// ```
///   0       2       3       4           8           16          24
///   +-------+-------+-------+-----------+-----------+-----------+-- ~ --+---------------+
///   | id    | flags | count | pid       | field 0   | field 1   |  ...  | texts         |
///   +-------+-------+-------+-----------+-----------+-----------+-- ~ --+---------------+
/// ```
/// A number takes its eight bytes; a text leaves a `__data_loc` there, the second four bytes unused.
public final class SyntheticFormat {

    /// Bytes before the first field.
    public static final int HEAD_BYTES = 8;

    /// Bytes of a field.
    public static final int FIELD_BYTES = Long.BYTES;

    private static final int LOCATOR_BYTES = Integer.BYTES;

    private SyntheticFormat() {}

    /// A field of a synthetic record.
    ///
    /// @param name name handlers look for
    /// @param text whether it is a text; a number otherwise
    /// @param signed whether the number is signed
    public record Field(String name, boolean text, boolean signed) {

        /// An unsigned number.
        public static Field number(String name) {
            return new Field(name, false, false);
        }

        /// A text.
        public static Field text(String name) {
            return new Field(name, true, false);
        }
    }

    /// Where the field of that position lies.
    public static int offsetOf(int fieldIndex) {
        return HEAD_BYTES + fieldIndex * FIELD_BYTES;
    }

    /// The layout for these fields.
    ///
    /// @throws IllegalArgumentException when two fields have one name
    public static EventFormat of(int id, String system, String name, List<Field> fields) {
        List<EventField> laidOut = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (!names.add(field.name())) {
                throw new IllegalArgumentException("event " + name + " has two fields " + field.name());
            }
            laidOut.add(
                    field.text()
                            ? new EventField(
                                    field.name(), "char[]", offsetOf(i), LOCATOR_BYTES, false, FieldKind.DATA_LOC, 1)
                            : new EventField(
                                    field.name(),
                                    field.signed() ? "s64" : "u64",
                                    offsetOf(i),
                                    FIELD_BYTES,
                                    field.signed(),
                                    FieldKind.SCALAR,
                                    FIELD_BYTES));
        }
        return new EventFormat(id, system, name, laidOut, "");
    }
}
