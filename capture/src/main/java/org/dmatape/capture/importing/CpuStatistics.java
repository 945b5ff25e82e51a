// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.ArrayList;
import java.util.List;

/// What the ring buffer of one CPU said of itself when the recording ended (`per_cpu/cpuN/stats`):
///
/// ```
///   CPU: 1
///   entries: 59063
///   overrun: 0            overwritten; the page that follows says so
///   dropped events: 0     refused because the buffer was full; no page says so
///   ...
/// ```
///
/// @param cpu CPU
/// @param droppedEvents events refused
public record CpuStatistics(int cpu, long droppedEvents) {

    private static final String CPU = "CPU: ";
    private static final String DROPPED = "dropped events: ";

    /// The statistics in the `cpustat` text of a trace.dat; lines that are none are skipped.
    public static List<CpuStatistics> parse(String text) {
        List<CpuStatistics> statistics = new ArrayList<>();
        int cpu = -1;
        for (String line : text.lines().toList()) {
            if (line.startsWith(CPU)) {
                cpu = (int) number(line.substring(CPU.length()));
            } else if (line.startsWith(DROPPED) && cpu >= 0) {
                statistics.add(new CpuStatistics(cpu, number(line.substring(DROPPED.length()))));
            }
        }
        return statistics;
    }

    private static long number(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
    }
}
