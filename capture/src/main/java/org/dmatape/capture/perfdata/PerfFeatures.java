// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What perf notes of the machine: parts of the file with numbers (`HEADER_*` in tools/perf/util/header.h). A text is
/// `u32 bytes, text, NULs`; a list of texts begins with their number.
final class PerfFeatures {

    /// Event formats: what trace-cmd puts in front of its own files.
    static final int TRACING_DATA = 1;

    private static final int HOST_NAME = 3;
    private static final int OS_RELEASE = 4;
    private static final int VERSION = 5;
    private static final int ARCHITECTURE = 6;
    private static final int CPU_COUNT = 7;
    private static final int COMMAND_LINE = 11;
    private static final Map<Integer, String> TEXTS = Map.of(
            HOST_NAME, "hostname", OS_RELEASE, "uname", VERSION, "recorder_version", ARCHITECTURE, "architecture");
    private static final int MOST_WORDS = 1 << 10;

    private final PerfFile file;
    private final Map<String, String> facts = new LinkedHashMap<>();

    PerfFeatures(PerfFile file) {
        this.file = file;
    }

    /// Takes in one part; those of no interest are passed over.
    void read(int number, MemorySegment content) {
        String name = TEXTS.get(number);
        if (name != null) {
            facts.put(name, text(content, 0));
        } else if (number == CPU_COUNT && content.byteSize() >= 2 * Integer.BYTES) {
            facts.put("cpu_count", Integer.toUnsignedString(file.int32(content, Integer.BYTES)));
        } else if (number == COMMAND_LINE) {
            facts.put("command_line", String.join(" ", texts(content)));
        }
    }

    Map<String, String> facts() {
        return facts;
    }

    private List<String> texts(MemorySegment content) {
        if (content.byteSize() < Integer.BYTES) {
            return List.of();
        }
        int count = Math.clamp(file.int32(content, 0), 0, MOST_WORDS);
        List<String> words = new ArrayList<>();
        long at = Integer.BYTES;
        for (int i = 0; i < count && at + Integer.BYTES <= content.byteSize(); i++) {
            words.add(text(content, at));
            at += Integer.BYTES + Integer.toUnsignedLong(file.int32(content, at));
        }
        return words;
    }

    private String text(MemorySegment content, long offset) {
        if (offset + Integer.BYTES > content.byteSize()) {
            return "";
        }
        long stated = Integer.toUnsignedLong(file.int32(content, offset));
        long begin = offset + Integer.BYTES;
        long bytes = Math.min(stated, content.byteSize() - begin);
        String text = new String(content.asSlice(begin, bytes).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }
}
