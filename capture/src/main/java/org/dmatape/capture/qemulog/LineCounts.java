// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.qemulog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.dmatape.capture.recording.SkippedInput;

/// What became of the lines of a log: nothing is dropped silently. Parsers on several threads count here.
final class LineCounts {

    private final LongAdder events = new LongAdder();
    private final LongAdder otherEvents = new LongAdder();
    private final LongAdder otherLines = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder cut = new LongAdder();

    /// Adds what a chunk had.
    ///
    /// @param eventLines lines that became records
    /// @param otherEventLines lines with a time and the name of an event that is not understood
    /// @param lines lines that are no events of QEMU
    /// @param malformedLines lines that begin as an event that is understood and do not go on as one
    void add(long eventLines, long otherEventLines, long lines, long malformedLines) {
        events.add(eventLines);
        otherEvents.add(otherEventLines);
        otherLines.add(lines);
        malformed.add(malformedLines);
    }

    /// The log ends within a line.
    void addCutLine() {
        cut.increment();
    }

    /// What is no event, or no whole one.
    SkippedInput skipped() {
        return new SkippedInput(otherEvents.sum() + otherLines.sum(), malformed.sum() + cut.sum());
    }

    /// The counts as facts of the recording.
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("event_lines", Long.toString(events.sum()));
        facts.put("other_event_lines", Long.toString(otherEvents.sum()));
        facts.put("other_lines", Long.toString(otherLines.sum()));
        facts.put("malformed_lines", Long.toString(malformed.sum()));
        facts.put("cut_lines", Long.toString(cut.sum()));
        return facts;
    }
}
