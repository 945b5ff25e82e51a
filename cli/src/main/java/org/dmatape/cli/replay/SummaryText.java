// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dmatape.cli.output.Counted;
import org.dmatape.replay.model.Severity;
import org.dmatape.replay.run.Drift;
import org.dmatape.replay.run.ReplaySummary;

/// What came of a replay, for a person.
final class SummaryText {

    private static final double NS_PER_SECOND = 1e9;
    private static final double NS_PER_US = 1e3;
    private static final double NS_PER_MS = 1e6;
    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;

    private SummaryText() {}

    static List<String> lines(ReplaySummary summary) {
        List<String> lines = new ArrayList<>();
        double seconds = summary.wallNs() / NS_PER_SECOND;
        lines.add(String.format(
                Locale.ROOT,
                "replayed %,d events in %.2f s (%,.0f per second)%s",
                summary.rows(),
                seconds,
                summary.rows() / Math.max(seconds, 1 / NS_PER_SECOND),
                summary.complete()
                        ? ""
                        : "; stopped before the end of the tape, which alone can tell some divergences"));
        if (summary.drift().steps() > 0) {
            lines.add(drift(summary));
        }
        lines.add(String.format(
                Locale.ROOT,
                "divergences: %s, %s, %s%s",
                Counted.of(summary.divergences(Severity.ERROR), "error"),
                Counted.of(summary.divergences(Severity.WARNING), "warning"),
                Counted.of(summary.divergences(Severity.INFO), "note"),
                summary.lossSpans() == 0 ? "" : "; events were lost in " + Counted.of(summary.lossSpans(), "place")));
        lines.add("digest: " + summary.digest().line());
        return lines;
    }

    private static String drift(ReplaySummary summary) {
        Drift drift = summary.drift();
        return String.format(
                Locale.ROOT,
                "drift: planned %.3f s; steps late by p50 %.1f us, p99 %.1f us, max %.1f us; %.3f ms in sum, the last by %.1f us",
                summary.plannedNs() / NS_PER_SECOND,
                drift.quantileNs(MEDIAN) / NS_PER_US,
                drift.quantileNs(P99) / NS_PER_US,
                drift.maxNs() / NS_PER_US,
                drift.sumNs() / NS_PER_MS,
                drift.lastNs() / NS_PER_US);
    }
}
