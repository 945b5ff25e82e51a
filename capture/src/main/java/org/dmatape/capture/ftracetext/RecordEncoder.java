// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Writes the record of an event's line. Everything is little endian.
final class RecordEncoder {

    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /// Most bytes of a record: what a 16-bit offset in it can reach.
    static final int LONGEST_RECORD_BYTES = 0xffff;

    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ORDER);
    static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ORDER);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ORDER);
    private static final int LENGTH_SHIFT = 16;
    private static final byte[] HANDLED = AsciiBytes.of("handled");
    private static final byte[] FORCE = AsciiBytes.of("FORCE");
    private static final byte[] NULL = AsciiBytes.of("(null)");
    private static final long UNKNOWN = -1;

    private final EventShapes shapes;
    private MemorySegment memory = MemorySegment.NULL;
    private long record;
    private int length;

    RecordEncoder(EventShapes shapes) {
        this.shapes = shapes;
    }

    /// Writes a record.
    ///
    /// @param into where, with room for the longest record
    /// @return bytes written, -1 when the line has more than a record can hold
    int write(TextLine line, LineHead head, Payload payload, EventShape shape, MemorySegment into, long at) {
        memory = into;
        record = at;
        length = shape.fixedBytes();
        writeHead(memory, at, shape.id(), head.flags(), head.pid());
        FieldSlices fields = payload.fields();
        long slot = at + EventShape.FIELDS_OFFSET;
        for (int i = 0; i < shape.fieldCount(); i++) {
            FieldEncoding encoding = shape.encoding(i);
            int from = fields.valueFrom(i);
            int to = fields.valueTo(i);
            long value = encoding.isDynamic() ? dynamic(line, from, to, encoding) : scalar(line, from, to, encoding);
            if (encoding.isDynamic() && value < 0) {
                return -1;
            }
            memory.set(U64, slot, value);
            slot += EventShape.FIELD_BYTES;
        }
        if (shape.hasAddress()) {
            memory.set(U64, slot, shapes.addressOf(shape.symbol()));
        }
        return length;
    }

    /// Writes what every record begins with.
    static void writeHead(MemorySegment into, long at, int id, int flags, int pid) {
        into.set(U16, at + EventShape.TYPE_OFFSET, (short) id);
        into.set(ValueLayout.JAVA_BYTE, at + EventShape.FLAGS_OFFSET, (byte) flags);
        into.set(ValueLayout.JAVA_BYTE, at + EventShape.PREEMPT_OFFSET, (byte) 0);
        into.set(U32, at + EventShape.PID_OFFSET, pid);
    }

    private static long scalar(TextLine line, int from, int to, FieldEncoding encoding) {
        return switch (encoding) {
            case HEX -> address(line, from, to);
            case DIRECTION -> DmaAttributes.direction(line, from, to);
            case ATTRS -> DmaAttributes.bits(line, from, to);
            case SECOND_OF_PAIR ->
                number(line, line.indexOf('/', from, to) + 1 > 0 ? line.indexOf('/', from, to) + 1 : from, to);
            default -> number(line, from, to);
        };
    }

    private static long number(TextLine line, int from, int to) {
        long value = line.number(from, to);
        if (value != TextLine.NO_NUMBER) {
            return value;
        }
        return line.equal(from, to, HANDLED) || line.equal(from, to, FORCE) ? 1 : 0;
    }

    /// A pointer that the kernel did not want to show is unknown, which is not the same as null.
    private static long address(TextLine line, int from, int to) {
        long value = line.hex(from, to);
        if (value != TextLine.NO_NUMBER) {
            return value;
        }
        return line.equal(from, to, NULL) ? 0 : UNKNOWN;
    }

    /// Appends a text or an array.
    ///
    /// @return where it lies, as `__data_loc` says it: length and offset; -1 when there is no room for it
    private long dynamic(TextLine line, int from, int to, FieldEncoding encoding) {
        int begin = length;
        boolean fits = switch (encoding) {
            case TEXT -> text(line, from, to);
            case ARRAY -> array(line, from, to, Long.BYTES);
            default -> array(line, from, to, Integer.BYTES);
        };
        return fits ? (long) (length - begin) << LENGTH_SHIFT | begin : -1;
    }

    private boolean text(TextLine line, int from, int to) {
        boolean quoted = to - from >= 2 && line.at(from) == '"' && line.at(to - 1) == '"';
        int begin = quoted ? from + 1 : from;
        int count = (quoted ? to - 1 : to) - begin;
        if (length + count + 1 > LONGEST_RECORD_BYTES) {
            return false;
        }
        MemorySegment.copy(line.bytes(), begin, memory, ValueLayout.JAVA_BYTE, record + length, count);
        memory.set(ValueLayout.JAVA_BYTE, record + length + count, (byte) 0);
        length += count + 1;
        return true;
    }

    private boolean array(TextLine line, int from, int to, int elementBytes) {
        boolean bytes = line.at(from) != '{';
        boolean bare = bytes && line.at(from) != 'A';
        int at = bare ? from : line.indexOf(bytes ? '[' : '{', from, to) + 1;
        int end = bare ? to : Math.max(at, to - 1);
        long element = 0;
        int elementLength = 0;
        while ((bare || at > 0) && at < end) {
            int begin = line.skipSpaces(at);
            int comma = line.indexOf(',', begin, end);
            int stop = comma < 0 ? end : comma;
            long value = bytes ? line.hex(begin, stop) : line.number(begin, stop);
            element = bytes ? element | ((value & 0xff) << (8 * elementLength)) : value;
            elementLength = bytes ? elementLength + 1 : elementBytes;
            if (elementLength == elementBytes) {
                if (!appendElement(element)) {
                    return false;
                }
                element = 0;
                elementLength = 0;
            }
            at = stop + 1;
        }
        return true;
    }

    private boolean appendElement(long element) {
        if (length + Long.BYTES > LONGEST_RECORD_BYTES) {
            return false;
        }
        memory.set(U64, record + length, element);
        length += Long.BYTES;
        return true;
    }
}
