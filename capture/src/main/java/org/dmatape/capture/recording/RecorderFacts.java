// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.format.manifest.Unrecorded;

/// What `dmatape record --raw` knows and a trace.dat has no place for, as facts of the recording:
///
/// ```
/// command=fio job.fio
/// command_pid=4711
/// probe_misses=12
/// unrecorded=virtqueue<TAB>left out by --events<TAB>ring-full,stalled-buffer      one line each
/// ```
public final class RecorderFacts {

    /// Command line of the command that was recorded.
    public static final String COMMAND = "command";
    /// Its process.
    public static final String COMMAND_PID = "command_pid";
    /// Hits that probes missed.
    public static final String PROBE_MISSES = "probe_misses";

    private static final String UNRECORDED = "unrecorded";
    private static final int UNRECORDED_COLUMNS = 3;

    private RecorderFacts() {}

    /// The lines.
    public static String text(Map<String, String> facts, List<Unrecorded> unrecorded) {
        StringBuilder lines = new StringBuilder();
        facts.forEach((name, value) ->
                lines.append(name).append('=').append(oneLine(value)).append('\n'));
        for (Unrecorded left : unrecorded) {
            lines.append(UNRECORDED).append('=').append(oneLine(left.what()));
            lines.append('\t').append(oneLine(left.reason()));
            lines.append('\t').append(String.join(",", left.checks())).append('\n');
        }
        return lines.toString();
    }

    /// The facts in such lines; several of one name are joined by line ends.
    public static Map<String, String> parse(String text) {
        Map<String, String> facts = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                facts.merge(line.substring(0, equals), line.substring(equals + 1), (a, b) -> a + "\n" + b);
            }
        });
        return facts;
    }

    /// What the facts of a recording say was not recorded.
    public static List<Unrecorded> unrecorded(Map<String, String> facts) {
        List<Unrecorded> unrecorded = new ArrayList<>();
        facts.getOrDefault(UNRECORDED, "").lines().forEach(line -> {
            String[] columns = line.split("\t", UNRECORDED_COLUMNS);
            if (columns.length == UNRECORDED_COLUMNS) {
                List<String> checks = columns[2].isEmpty() ? List.of() : List.of(columns[2].split(",", -1));
                unrecorded.add(new Unrecorded(columns[0], columns[1], checks));
            }
        });
        return unrecorded;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
