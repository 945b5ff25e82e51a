// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.eventformat;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.recording.ByteOrigin;

/// Reads the kernel's format texts, as in `/sys/kernel/tracing/events/SYSTEM/EVENT/format`:
///
///     name: dma_map_page
///     ID: 123
///     format:
///         field:unsigned short common_type;  offset:0;  size:2;  signed:0;
///         ...
///
///         field:__data_loc char[] device;  offset:8;  size:4;  signed:0;
///         ...
///
///     print fmt: "%s dir=%s", __get_str(device), ...
public final class EventFormatParser {

    private static final String NAME = "name:";
    private static final String ID = "ID:";
    private static final String PRINT_FORMAT = "print fmt:";

    private final int longBytes;

    /// A parser for events of a kernel whose `long` has so many bytes.
    public EventFormatParser(int longBytes) {
        this.longBytes = longBytes;
    }

    /// The layout a format text declares.
    ///
    /// @param system group of the event
    /// @param text the format text
    /// @param position where the text lies, for errors
    /// @param origin names the place when the text is damaged
    public EventFormat parse(String system, String text, long position, ByteOrigin origin) {
        String name = "";
        int id = -1;
        List<EventField> fields = new ArrayList<>();
        String printFormat = "";
        int begin = 0;
        while (begin < text.length()) {
            int end = text.indexOf('\n', begin);
            int lineEnd = end < 0 ? text.length() : end;
            String line = text.substring(begin, lineEnd).strip();
            if (line.startsWith(FieldLine.PREFIX)) {
                fields.add(parseField(line, position + begin, origin));
            } else if (line.startsWith(NAME)) {
                name = line.substring(NAME.length()).strip();
            } else if (line.startsWith(ID)) {
                id = parseId(line.substring(ID.length()).strip(), position + begin, origin);
            } else if (line.startsWith(PRINT_FORMAT)) {
                printFormat = text.substring(text.indexOf(PRINT_FORMAT, begin) + PRINT_FORMAT.length())
                        .strip();
                break;
            }
            begin = lineEnd + 1;
        }
        if (name.isEmpty() || id < 0) {
            throw origin.damaged(
                    position,
                    "an event format of system " + system + " with a name and an ID",
                    "one without " + (name.isEmpty() ? "name" : "ID"));
        }
        return new EventFormat(id, system, name, fields, printFormat);
    }

    private EventField parseField(String line, long position, ByteOrigin origin) {
        FieldLine parsed = FieldLine.parse(line)
                .orElseThrow(() ->
                        origin.damaged(position, "an event field with type, name, offset and size", "another line"));
        return FieldDeclaration.parse(parsed.declaration()).toField(parsed, longBytes);
    }

    private static int parseId(String text, long position, ByteOrigin origin) {
        try {
            int id = Integer.parseInt(text);
            if (id >= 0 && id <= 0xffff) {
                return id;
            }
        } catch (NumberFormatException e) {
            // reported below, like an ID that is out of range
        }
        throw origin.damaged(position, "an event ID between 0 and 65535", "another text");
    }
}
