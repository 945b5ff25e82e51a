// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Map;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.tracedat.file.Cursor;

/// The event formats as perf keeps them (feature TRACING_DATA): the beginning of a trace.dat of version 6.
///
/// ```
///   0    17 08 44 "tracing", version as text with NUL ("0.6")
///   ..   u8 big endian, u8 bytes of a long, u32 bytes of a page
///   ..   header_page, header_event, ftrace events, event formats
///   ..   u32 bytes, kallsyms; u32 bytes, printk formats; u64 bytes, command lines (from 0.6)
/// ```
///
/// Source: tools/perf/util/trace-event-info.c.
///
/// @param longBytes bytes of a kernel long
/// @param formats layout of every event, by id
/// @param taskNames names of threads by pid
public record TracingData(int longBytes, Map<Integer, EventFormat> formats, Map<Integer, String> taskNames) {

    private static final int MAGIC_BYTES = 10;
    private static final String FIRST_VERSION_WITH_COMMAND_LINES = "0.6";

    public TracingData {
        formats = Map.copyOf(formats);
        taskNames = Map.copyOf(taskNames);
    }

    /// Reads it.
    ///
    /// @param content the bytes
    /// @param offset where they lie in the file
    /// @param file names the place when they are damaged
    public static TracingData read(MemorySegment content, long offset, ByteOrigin file) {
        ByteOrigin origin = (at, expected, found) -> file.damaged(offset + at, expected, found);
        Cursor start = new Cursor(content, ByteOrder.LITTLE_ENDIAN, origin);
        if (!FileHeader.startsWithMagic(start.bytes(MAGIC_BYTES, "the beginning of event formats"))) {
            throw start.damaged(0, "event formats, beginning with 17 08 44 \"tracing\"", "other bytes");
        }
        String version = start.name("the version of event formats");
        ByteOrder order = start.u8("the byte order") == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        Cursor cursor = new Cursor(content, order, origin);
        cursor.skip(start.position(), "the header of event formats");
        cursor.skip(Byte.BYTES + (long) Integer.BYTES, "the sizes of a long and of a page");
        Metadata metadata = new Metadata();
        MetadataSections sections = new MetadataSections(metadata);
        sections.readHeaderInfo(cursor);
        sections.readFtraceEvents(cursor);
        sections.readEventFormats(cursor);
        cursor.skip(cursor.u32("the size of kallsyms"), "kallsyms");
        cursor.skip(cursor.u32("the size of the printk formats"), "the printk formats");
        if (version.compareTo(FIRST_VERSION_WITH_COMMAND_LINES) >= 0 && cursor.remaining() >= Long.BYTES) {
            sections.readCommandLines(cursor);
        }
        return new TracingData(metadata.pageLayout().longBytes(), metadata.formats(), metadata.taskNames());
    }
}
