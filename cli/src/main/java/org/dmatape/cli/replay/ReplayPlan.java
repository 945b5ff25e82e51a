// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.dmatape.cli.filter.TapeExtent;
import org.dmatape.cli.session.Session;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.run.ReplayOptions;
import org.dmatape.replay.run.StepKind;

/// What a replay would do.
///
/// @param rows rows of the tables that would be waited for and shown, of the whole tape
/// @param spanNs time between the first and the last event of the part
/// @param options what was asked for
public record ReplayPlan(Map<String, Long> rows, long spanNs, ReplayOptions options) {

    private static final double NS_PER_SECOND = 1e9;

    /// What a replay of a tape would do.
    public static ReplayPlan of(Tape tape, ReplayOptions options) {
        Map<String, Long> rows = new TreeMap<>();
        for (StepKind kind : options.shown().kinds()) {
            rows.put(kind.label(), tape.rowCount(TapeTable.valueOf(kind.table().toUpperCase(Locale.ROOT))));
        }
        TapeExtent extent = new TapeExtent(tape);
        long firstNs = extent.firstNs();
        long lastNs = extent.lengthNs() == Long.MAX_VALUE ? firstNs : firstNs + extent.lengthNs();
        long fromNs = Math.max(firstNs, options.part().fromNs().orElse(firstNs));
        long toNs = Math.min(lastNs, options.part().toNs().orElse(lastNs));
        return new ReplayPlan(rows, Math.max(0, toNs - fromNs), options);
    }

    /// Writes it for a person.
    public void write(Session session) throws IOException {
        try (Writer out = session.dataText()) {
            for (Map.Entry<String, Long> kind : rows.entrySet()) {
                out.write(String.format(Locale.ROOT, "%-14s %,15d rows on the tape%n", kind.getKey(), kind.getValue()));
            }
            out.write(String.format(Locale.ROOT, "%-14s %15.6f s of the recording%n", "span", spanNs / NS_PER_SECOND));
            out.write(
                    options.speed().isMax()
                            ? String.format(Locale.ROOT, "%-14s %15s%n", "planned", "without waiting")
                            : String.format(
                                    Locale.ROOT,
                                    "%-14s %15.6f s at speed %s%n",
                                    "planned",
                                    spanNs / NS_PER_SECOND / options.speed().factor(),
                                    options.speed()));
        }
    }
}
