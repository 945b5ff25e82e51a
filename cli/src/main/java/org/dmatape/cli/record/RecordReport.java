// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dmatape.capture.live.RecordSummary;
import org.dmatape.format.manifest.LossSummary;

/// What is said when a recording has ended.
public final class RecordReport {

    private RecordReport() {}

    /// The lines.
    public static List<String> lines(RecordSummary summary) {
        List<String> lines = new ArrayList<>();
        String what = summary.events() < 0 ? "" : String.format(Locale.ROOT, "%,d events ", summary.events());
        lines.add("recorded " + what
                + (summary.tapes().isEmpty()
                        ? "and kept nothing: there was no reason to"
                        : "to " + String.join(", ", names(summary))));
        lines.add(loss(summary.losses()));
        return lines;
    }

    private static List<String> names(RecordSummary summary) {
        return summary.tapes().stream().map(String::valueOf).toList();
    }

    private static String loss(LossSummary losses) {
        if (losses.spans() == 0) {
            return "nothing was lost";
        }
        return String.format(
                Locale.ROOT,
                "LOST: %s%,d events in %,d gaps; a larger --buffer-size helps",
                losses.uncounted() ? "more than " : "",
                losses.events(),
                losses.spans());
    }
}
