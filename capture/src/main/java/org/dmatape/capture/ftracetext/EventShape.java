// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.FieldKind;

/// One kind of line: an event with these fields. It becomes a record as the kernel would have written it, with fields
/// of the same names:
///
/// ```
///   0             2       3         4            8            8 + 8 i
///   +-------------+-------+---------+------------+------------+------------------------+
///   | common_type | flags | preempt | common_pid | fields, 8 bytes each | texts, arrays |
///   | u16         | u8    | u8      | s32        | number or __data_loc |               |
///   +-------------+-------+---------+------------+------------+------------------------+
/// ```
final class EventShape {

    static final int TYPE_OFFSET = 0;
    static final int FLAGS_OFFSET = 2;
    static final int PREEMPT_OFFSET = 3;
    static final int PID_OFFSET = 4;
    static final int FIELDS_OFFSET = 8;
    static final int FIELD_BYTES = 8;

    private static final String PROBE_IP = "__probe_ip";
    private static final String PROBE_FUNCTION = "__probe_func";
    private static final int LOCATOR_BYTES = 4;

    private final int id;
    private final String system;
    private final String name;
    private final Payload.Kind kind;
    private final String symbol;
    private final List<String> fields;
    private final FieldEncoding[] encodings;

    /// @param symbol function of a probe, empty when the text does not name it
    EventShape(int id, String system, String name, Payload.Kind kind, String symbol, List<String> fields) {
        this.id = id;
        this.system = system;
        this.name = name;
        this.kind = kind;
        this.symbol = symbol;
        this.fields = List.copyOf(fields);
        this.encodings = fields.stream().map(FieldEncoding::ofKernelField).toArray(FieldEncoding[]::new);
        if (isProbe()) {
            for (int i = 0; i < encodings.length; i++) {
                encodings[i] = FieldEncoding.ofProbeField(fields.get(i), FieldEncoding.NUMBER);
            }
        }
    }

    /// Learns from the values of one line what the fields of a probe are.
    void learn(TextLine line, FieldSlices slices) {
        for (int i = 0; isProbe() && i < encodings.length; i++) {
            FieldEncoding seen = FieldEncoding.ofProbeValue(line, slices.valueFrom(i), slices.valueTo(i));
            if (encodings[i] == FieldEncoding.NUMBER || seen == FieldEncoding.ARRAY) {
                encodings[i] = FieldEncoding.ofProbeField(fields.get(i), seen);
            }
        }
    }

    int id() {
        return id;
    }

    /// Function of a probe, empty when there is none.
    String symbol() {
        return symbol;
    }

    int fieldCount() {
        return encodings.length;
    }

    FieldEncoding encoding(int field) {
        return encodings[field];
    }

    boolean isProbe() {
        return kind == Payload.Kind.PROBE_ENTRY || kind == Payload.Kind.PROBE_RETURN;
    }

    /// Whether the record gets the address of the function, which the text has as a name.
    boolean hasAddress() {
        return isProbe() && !fields.contains(PROBE_IP) && !fields.contains(PROBE_FUNCTION);
    }

    /// Where texts and arrays begin.
    int fixedBytes() {
        return FIELDS_OFFSET + FIELD_BYTES * (fields.size() + (hasAddress() ? 1 : 0));
    }

    /// The layout of the records.
    EventFormat format() {
        List<EventField> layout = new ArrayList<>();
        layout.add(scalar("common_type", TYPE_OFFSET, Short.BYTES, false));
        layout.add(scalar("common_flags", FLAGS_OFFSET, Byte.BYTES, false));
        layout.add(scalar("common_preempt_count", PREEMPT_OFFSET, Byte.BYTES, false));
        layout.add(scalar("common_pid", PID_OFFSET, Integer.BYTES, true));
        int offset = FIELDS_OFFSET;
        for (int i = 0; i < encodings.length; i++) {
            layout.add(field(fields.get(i), offset, encodings[i]));
            offset += FIELD_BYTES;
        }
        if (hasAddress()) {
            boolean isReturn = kind == Payload.Kind.PROBE_RETURN;
            layout.add(scalar(isReturn ? PROBE_FUNCTION : PROBE_IP, offset, FIELD_BYTES, false));
        }
        return new EventFormat(id, system, name, layout, "");
    }

    private static EventField field(String name, int offset, FieldEncoding encoding) {
        return switch (encoding) {
            case TEXT -> new EventField(name, "char[]", offset, LOCATOR_BYTES, false, FieldKind.DATA_LOC, Byte.BYTES);
            case ARRAY, ARRAY_OF_INTS ->
                new EventField(name, "u64[]", offset, LOCATOR_BYTES, false, FieldKind.DATA_LOC, Long.BYTES);
            default -> scalar(name, offset, FIELD_BYTES, true);
        };
    }

    private static EventField scalar(String name, int offset, int sizeBytes, boolean signed) {
        return new EventField(name, "number", offset, sizeBytes, signed, FieldKind.SCALAR, sizeBytes);
    }
}
