// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.eventformat;

import java.util.HashMap;
import java.util.Map;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.ringbuffer.PageLayout;

/// Reads the kernel's `header_page` and `header_event` texts, which declare how sub-buffers and events are built.
public final class PageFormatParser {

    private static final String TYPE_LEN_BITS = "type_len\\s*:\\s*5 bits[\\s\\S]*";

    private PageFormatParser() {}

    /// What a `header_page` text declares about sub-buffers.
    public static PageFormat parsePage(String text, long position, ByteOrigin origin) {
        Map<String, FieldLine> fields = new HashMap<>();
        text.lines()
                .map(line -> FieldLine.parse(line.strip()))
                .forEach(parsed -> parsed.ifPresent(line -> fields.put(
                        line.declaration().substring(line.declaration().lastIndexOf(' ') + 1), line)));
        FieldLine timestamp = fields.get("timestamp");
        FieldLine commit = fields.get("commit");
        FieldLine data = fields.get("data");
        if (timestamp == null || commit == null || data == null) {
            throw origin.damaged(position, "a header_page text with timestamp, commit and data", "one that lacks them");
        }
        if (timestamp.sizeBytes() != Long.BYTES) {
            throw origin.damaged(
                    position, "a page time stamp of 8 bytes", "one of " + timestamp.sizeBytes() + " bytes");
        }
        try {
            PageLayout layout = new PageLayout(timestamp.offset(), commit.offset(), commit.sizeBytes(), data.offset());
            return new PageFormat(layout, data.offset() + data.sizeBytes());
        } catch (IllegalArgumentException e) {
            throw origin.damaged(
                    position, "a header_page text that fits a ring buffer", String.valueOf(e.getMessage()));
        }
    }

    /// Checks that events are built as they have been since Linux 2.6.30.
    public static void checkEvent(String text, long position, ByteOrigin origin) {
        boolean known = text.lines().anyMatch(line -> line.strip().matches(TYPE_LEN_BITS));
        if (!known) {
            throw origin.damaged(position, "a header_event text with a type_len of 5 bits", "another one");
        }
    }
}
