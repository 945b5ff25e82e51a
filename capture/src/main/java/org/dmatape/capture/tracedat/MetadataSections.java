// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.util.HashMap;
import java.util.Map;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.EventFormatParser;
import org.dmatape.capture.eventformat.PageFormatParser;
import org.dmatape.capture.tracedat.file.Cursor;
import org.dmatape.capture.tracedat.file.Printable;

/// Reads the parts of metadata that look the same in both versions.
final class MetadataSections {

    private static final String FTRACE_SYSTEM = "ftrace";
    private static final int LEAST_FORMAT_BYTES = 8;
    private static final int LEAST_SYSTEM_BYTES = 5;

    private final Metadata metadata;

    MetadataSections(Metadata metadata) {
        this.metadata = metadata;
    }

    /// `"header_page" NUL, u64 bytes, text, "header_event" NUL, u64 bytes, text`
    void readHeaderInfo(Cursor cursor) {
        requireWord(cursor, "header_page");
        long pageBytes = cursor.u64("the size of header_page");
        long pageOffset = cursor.position();
        String pageText = cursor.text(pageBytes, "header_page");
        metadata.setPageFormat(PageFormatParser.parsePage(pageText, pageOffset, cursor::damaged));
        requireWord(cursor, "header_event");
        long eventBytes = cursor.u64("the size of header_event");
        long eventOffset = cursor.position();
        PageFormatParser.checkEvent(cursor.text(eventBytes, "header_event"), eventOffset, cursor::damaged);
    }

    /// `u32 count, count x (u64 bytes, format text)`
    void readFtraceEvents(Cursor cursor) {
        readFormats(cursor, FTRACE_SYSTEM);
    }

    /// `u32 systems, systems x (name NUL, u32 count, count x (u64 bytes, format text))`
    void readEventFormats(Cursor cursor) {
        int systems = cursor.count(LEAST_SYSTEM_BYTES, "event systems");
        for (int i = 0; i < systems; i++) {
            readFormats(cursor, cursor.name("the name of an event system"));
        }
    }

    /// `u64 bytes, text`, a line `PID NAME` per thread
    void readCommandLines(Cursor cursor) {
        String text = cursor.text(cursor.u64("the size of the command lines"), "the command lines");
        Map<Integer, String> names = new HashMap<>();
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            if (space > 0) {
                parsePid(line.substring(0, space), line.substring(space + 1), names);
            }
        });
        metadata.setTaskNames(Map.copyOf(names));
    }

    private void readFormats(Cursor cursor, String system) {
        EventFormatParser parser = new EventFormatParser(metadata.pageLayout().longBytes());
        int count = cursor.count(LEAST_FORMAT_BYTES, "events of system " + Printable.quoted(system));
        for (int i = 0; i < count; i++) {
            long sizeBytes = cursor.u64("the size of an event format");
            long offset = cursor.position();
            String text = cursor.text(sizeBytes, "an event format");
            EventFormat format = parser.parse(system, text, offset, cursor::damaged);
            metadata.formats().put(format.id(), format);
        }
    }

    private static void requireWord(Cursor cursor, String word) {
        long at = cursor.position();
        String found = cursor.name(word);
        if (!found.equals(word)) {
            throw cursor.damaged(at, "the word " + word, Printable.quoted(found));
        }
    }

    private static void parsePid(String pid, String name, Map<Integer, String> names) {
        try {
            names.put(Integer.parseInt(pid), name);
        } catch (NumberFormatException e) {
            // a name with a line break in it continues here
        }
    }
}
