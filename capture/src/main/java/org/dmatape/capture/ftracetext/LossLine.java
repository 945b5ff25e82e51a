// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line that says that events of a CPU are missing before its next one.
///
/// ```
///   CPU:2 [LOST 17 EVENTS]               trace, trace_pipe
///   CPU:1 [43372 EVENTS DROPPED]         trace-cmd report
///   CPU:1 [EVENTS DROPPED]               the same, not counted
///   ##### CPU 1 buffer started ####      trace: what that CPU wrote earlier was overwritten
///   # entries-in-buffer/entries-written: 2084/20900   #P:2     trace: so many were, of whichever CPUs
/// ```
///
/// The last one stands at the beginning. Of the CPU whose event is the first, the kernel does not say that its buffer
/// started there: [#beforeFirst] does.
final class LossLine {

    private static final int LONGEST_BYTES = 80;
    private static final Pattern LOST =
            Pattern.compile("CPU:(\\d{1,4}) \\[(?:LOST )?(\\d{1,18})? ?EVENTS(?: DROPPED)?\\]");
    private static final Pattern STARTED = Pattern.compile("#+ CPU (\\d{1,4}) buffer started #+");
    private static final byte[] ENTRIES = AsciiBytes.of("# entries-in-buffer/entries-written: ");
    private static final int NOT_COUNTED = -1;

    private int cpu;
    private long events;
    private boolean overwritten;

    /// Reads a line.
    ///
    /// @return whether it tells of lost events
    boolean parse(TextLine line) {
        byte first = line.at(0);
        if ((first != 'C' && first != '#') || line.length() > LONGEST_BYTES) {
            return false;
        }
        if (line.startsWith(0, ENTRIES)) {
            int slash = line.indexOf('/', ENTRIES.length, line.length());
            int end = line.wordEnd(ENTRIES.length);
            overwritten = slash > 0 && line.decimal(ENTRIES.length, slash) < line.decimal(slash + 1, end);
            return false;
        }
        String text = line.text(0, line.length());
        Matcher lost = LOST.matcher(text);
        if (lost.matches()) {
            cpu = Integer.parseInt(lost.group(1));
            String count = lost.group(2);
            events = count == null ? NOT_COUNTED : Long.parseLong(count);
            return cpu < LineHead.MOST_CPUS;
        }
        Matcher started = STARTED.matcher(text);
        if (started.matches()) {
            cpu = Integer.parseInt(started.group(1));
            events = NOT_COUNTED;
            return cpu < LineHead.MOST_CPUS;
        }
        return false;
    }

    /// Whether events are missing before the first event; told once.
    ///
    /// @param firstCpu the CPU of that event
    boolean beforeFirst(int firstCpu) {
        if (!overwritten) {
            return false;
        }
        overwritten = false;
        cpu = firstCpu;
        events = NOT_COUNTED;
        return true;
    }

    int cpu() {
        return cpu;
    }

    /// How many events, -1 when nobody counted.
    long events() {
        return events;
    }
}
