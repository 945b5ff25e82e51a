// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.check.Verdict;
import org.dmatape.analyze.lab.judge.LabHistory;
import org.dmatape.analyze.lab.judge.NightJudge;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.judge.settings.JudgementSettings;
import org.dmatape.analyze.lab.series.AcceptedBaseline;
import org.dmatape.analyze.lab.series.CaptureOutcome;
import org.dmatape.analyze.lab.series.FindingCount;
import org.dmatape.analyze.lab.series.Goodness;
import org.dmatape.analyze.lab.series.Metric;
import org.dmatape.analyze.lab.series.MetricSeries;
import org.dmatape.analyze.lab.series.SeriesPoint;
import org.dmatape.queries.Severity;

/// Twelve nights of one scenario, three runs each; in the twelfth mapping costs a tenth more, there is a bug, and one
/// capture is broken. Names contain what must be escaped.
final class MadeUpNights {

    static final String SCENARIO = "block <fast>";
    static final String METRIC = "map/single/\u001b[31m0000:00:03.0/p99_ns";
    static final String BROKEN = "block/torn & cut.dat";
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private static final int NIGHTS = 12;

    private MadeUpNights() {}

    /// The last night.
    static NightJudgement last() {
        return new NightJudge(JudgementSettings.defaults()).judge(FIRST.plusDays(NIGHTS - 1), history());
    }

    private static LabHistory history() {
        List<SeriesPoint> points = new ArrayList<>();
        List<CaptureOutcome> outcomes = new ArrayList<>();
        for (int night = 0; night < NIGHTS; night++) {
            for (int run = 1; run <= 3; run++) {
                boolean last = night == NIGHTS - 1;
                String id = "c" + night + "-" + run;
                double value = (1_000 + 2 * ((night * 7 + run * 3) % 5)) * (last ? 1.1 : 1);
                points.add(new SeriesPoint(
                        id,
                        "block/" + id + ".dat",
                        FIRST.plusDays(night),
                        FIRST.plusDays(night).atTime(2, run).toInstant(ZoneOffset.UTC),
                        value,
                        5_000,
                        false,
                        Optional.empty()));
                outcomes.add(outcome(id, night, last && run == 1));
            }
        }
        outcomes.add(new CaptureOutcome(
                "broken",
                BROKEN,
                SCENARIO,
                "",
                FIRST.plusDays(NIGHTS - 1),
                Optional.empty(),
                0,
                false,
                List.of(),
                Optional.of("torn & cut.dat: offset 12: ends within the header")));
        Metric metric = new Metric(METRIC, "ns", Goodness.LOWER_IS_BETTER);
        AcceptedBaseline accepted = new AcceptedBaseline(
                "network", "maps", FIRST.plusDays(3), "a <b>reason</b>", Instant.parse("2026-11-04T08:00:00Z"));
        return new LabHistory(
                List.of(new MetricSeries(SCENARIO, "f1", metric, points)), outcomes, List.of(), List.of(accepted));
    }

    private static CaptureOutcome outcome(String id, int night, boolean buggy) {
        List<FindingCount> findings = buggy
                ? List.of(new FindingCount("unmap-unmapped", Optional.of("double-unmap"), Severity.ERROR, 2))
                : List.of();
        return new CaptureOutcome(
                id,
                "block/" + id + ".dat",
                SCENARIO,
                "f1",
                FIRST.plusDays(night),
                Optional.of(buggy ? Verdict.FINDINGS : Verdict.CLEAN),
                0,
                false,
                findings,
                Optional.empty());
    }
}
