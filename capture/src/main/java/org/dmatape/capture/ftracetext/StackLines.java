// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.FieldKind;

/// The frames of one call stack, as they come line by line, and the record they become:
///
/// ```
///   0   common fields, as of every record of a text (see EventShape)
///   8   u32 __data_loc     the text: function+0x1c [module];function;..., the innermost first
///  16   the text
/// ```
final class StackLines {

    /// Most bytes of such a record.
    static final int LONGEST_RECORD_BYTES = 1 << 14;

    private static final int TEXT_OFFSET = 16;
    private static final int MOST_FRAMES = 64;
    private static final int LENGTH_SHIFT = 16;
    private static final byte[] SEPARATOR = AsciiBytes.of(";");
    private static final byte[] MODULE_BEGIN = AsciiBytes.of(" [");
    private static final byte[] MODULE_END = AsciiBytes.of("]");
    private static final byte[] EVENT = AsciiBytes.of("kernel_stack");

    private final byte[] text = new byte[LONGEST_RECORD_BYTES - TEXT_OFFSET];
    private int length;
    private int frames;
    private boolean expected;
    private int cpu;
    private long tsNs;
    private int flags;
    private int pid;

    /// The layout of the records.
    static EventFormat format(int id) {
        EventField frames = new EventField(
                "frames", "char[]", EventShape.FIELDS_OFFSET, Integer.BYTES, false, FieldKind.DATA_LOC, 1);
        return new EventFormat(id, "ftrace", "kernel_stack", List.of(frames), "");
    }

    /// Whether an event only says that a stack follows.
    static boolean isHead(TextLine line, LineHead head) {
        return line.equal(head.eventBegin(), head.eventEnd(), EVENT);
    }

    /// An event was read, which frames may follow.
    void follow(TextLine line, LineHead head) {
        expected = head.writer() == LineHead.Writer.PERF || isHead(line, head);
        cpu = head.cpu();
        tsNs = head.tsNs();
        flags = head.flags();
        pid = head.pid();
    }

    /// Adds a frame.
    void add(TextLine line, FrameLine frame) {
        int bytes = frame.nameEnd() - frame.nameBegin() + frame.moduleEnd() - frame.moduleBegin() + TEXT_OFFSET;
        if (!expected || !frame.isOfKernel() || frames == MOST_FRAMES || length + bytes > text.length) {
            return;
        }
        if (length > 0) {
            append(SEPARATOR, 0, SEPARATOR.length);
        }
        append(line.bytes(), frame.nameBegin(), frame.nameEnd());
        if (frame.hasModule()) {
            append(MODULE_BEGIN, 0, MODULE_BEGIN.length);
            append(line.bytes(), frame.moduleBegin(), frame.moduleEnd());
            append(MODULE_END, 0, MODULE_END.length);
        }
        frames++;
    }

    private void append(byte[] from, int begin, int end) {
        System.arraycopy(from, begin, text, length, end - begin);
        length += end - begin;
    }

    /// Writes the record, if there were frames, and forgets them.
    void writeTo(TextBlock block, int id) {
        if (frames > 0) {
            MemorySegment memory = block.memory();
            long at = block.end();
            RecordEncoder.writeHead(memory, at, id, flags, pid);
            memory.set(RecordEncoder.U32, at + EventShape.FIELDS_OFFSET, length << LENGTH_SHIFT | TEXT_OFFSET);
            MemorySegment.copy(text, 0, memory, ValueLayout.JAVA_BYTE, at + TEXT_OFFSET, length);
            block.add(cpu, tsNs, TEXT_OFFSET + length);
        }
        expected = false;
        frames = 0;
        length = 0;
    }
}
