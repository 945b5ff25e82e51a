// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the clock of a ring buffer showed when its recorder was done and read what the kernel had counted
/// (`per_cpu/cpuN/stats`), CPU by CPU and buffer by buffer:
///
/// ```
///   CPU: 1
///   now ts:   380.701950      seconds; a whole number of ticks where the clock does not count nanoseconds
///
///   Buffer: queues            what follows is of that instance
///   CPU: 0
///   now ts:   382.159590
/// ```
///
/// @param text as it was written
/// @param value nanoseconds, or ticks
/// @param inTicks whether it is ticks
record ClockReading(String text, long value, boolean inTicks) {

    private static final String BUFFER = "Buffer: ";
    private static final Pattern NOW = Pattern.compile("now ts:\\s*(\\d{1,9})\\.(\\d{6})|now ts:\\s*(\\d{1,18})");
    private static final long SECOND_NS = 1_000_000_000;
    private static final long MICROSECOND_NS = 1_000;

    /// The readings in the `cpustat` text of a trace.dat by name of the buffer, in the order in which they were made.
    static Map<String, List<ClockReading>> parse(String text) {
        Map<String, List<ClockReading>> readings = new LinkedHashMap<>();
        String buffer = "";
        for (String line : text.lines().toList()) {
            Matcher now = NOW.matcher(line.strip());
            if (line.startsWith(BUFFER)) {
                buffer = line.substring(BUFFER.length());
            } else if (now.matches()) {
                readings.computeIfAbsent(buffer, _ -> new ArrayList<>()).add(of(now));
            }
        }
        return readings;
    }

    private static ClockReading of(Matcher now) {
        String ticks = now.group(3);
        if (ticks != null) {
            return new ClockReading(ticks, Long.parseLong(ticks), true);
        }
        long seconds = Long.parseLong(now.group(1));
        long microseconds = Long.parseLong(now.group(2));
        return new ClockReading(
                now.group(1) + "." + now.group(2), seconds * SECOND_NS + microseconds * MICROSECOND_NS, false);
    }
}
