// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.layout;

import java.util.List;

/// One kind of event: where its fields lie, and how the kernel describes it.
///
/// @param system trace system, e.g. `dma`
/// @param name name within the system
/// @param id number in the records (`common_type`)
/// @param kind consecutive number of this definition in its catalogue, for counting
/// @param fields fields after the common ones
/// @param fixedBytes size of the record without dynamic arrays
/// @param printFormat the kernel's `print fmt`
public record EventDefinition(
        String system, String name, int id, int kind, List<Field> fields, int fixedBytes, String printFormat) {

    /// Bytes of the fields that all events begin with.
    public static final int COMMON_BYTES = 8;

    static final int COMMON_TYPE_OFFSET = 0;
    static final int COMMON_FLAGS_OFFSET = 2;
    static final int COMMON_PREEMPT_COUNT_OFFSET = 3;
    static final int COMMON_PID_OFFSET = 4;

    private static final String COMMON_FIELDS = """
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
            \tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;
            """;

    /// A field.
    ///
    /// @param name its name
    /// @param type its type
    /// @param offset from the beginning of the record
    /// @param count 1, or the number of elements of a fixed array
    /// @param sizeBytes all elements together
    public record Field(String name, FieldType type, int offset, int count, int sizeBytes) {}

    public EventDefinition {
        fields = List.copyOf(fields);
    }

    /// `system:name`.
    public String qualifiedName() {
        return system + ":" + name;
    }

    /// Where a field lies; -1 when this form of the event does not have it.
    public int offsetOf(String field) {
        return fields.stream()
                .filter(f -> f.name().equals(field))
                .mapToInt(Field::offset)
                .findFirst()
                .orElse(-1);
    }

    /// The content of the event's `format` file.
    public String formatText() {
        StringBuilder text = new StringBuilder("name: " + name + "\nID: " + id + "\nformat:\n" + COMMON_FIELDS + "\n");
        for (Field field : fields) {
            text.append("\tfield:").append(field.type().spelling()).append(' ').append(field.name());
            if (field.count() > 1) {
                text.append("[]"); // the kernel leaves the count of a probe's array to its size
            }
            text.append(";\toffset:").append(field.offset());
            text.append(";\tsize:").append(field.sizeBytes());
            text.append(";\tsigned:").append(field.type().signed() ? 1 : 0).append(";\n");
        }
        return text.append("\nprint fmt: ").append(printFormat).append('\n').toString();
    }
}
