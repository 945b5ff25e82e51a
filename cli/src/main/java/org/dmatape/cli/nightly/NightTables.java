// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dmatape.analyze.lab.judge.MetricJudgement;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.judge.ScenarioJudgement;
import org.dmatape.analyze.lab.judge.alert.Evidence.NightEvidence;
import org.dmatape.analyze.lab.series.Metric;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Rows;

/// The tables of a judgement.
final class NightTables {

    private NightTables() {}

    /// One row per scenario.
    static Rows scenarios(NightJudgement judgement) {
        List<List<String>> rows = new ArrayList<>();
        for (ScenarioJudgement scenario : judgement.scenarios()) {
            rows.add(List.of(
                    scenario.scenario(),
                    scenario.verdict().label(),
                    Integer.toString(scenario.captures().size()),
                    Integer.toString(scenario.metrics().size()),
                    String.join("; ", scenario.reasons())));
        }
        return Rows.of(
                List.of(
                        Column.text("scenario"),
                        Column.text("verdict"),
                        Column.integer("captures"),
                        Column.integer("metrics"),
                        Column.text("why")),
                rows);
    }

    /// One row per metric, the ones that need a look first.
    static Rows metrics(List<MetricJudgement> metrics) {
        List<List<String>> rows = new ArrayList<>();
        for (MetricJudgement metric : worstFirst(metrics)) {
            rows.add(List.of(
                    metric.series().metric().name(),
                    metric.status().label() + (metric.note().isEmpty() ? "" : " (" + metric.note() + ")"),
                    tonight(metric),
                    baseline(metric),
                    change(metric),
                    noticeable(metric)));
        }
        return Rows.of(
                List.of(
                        Column.text("metric"),
                        Column.text("status"),
                        new Column("tonight", Column.Kind.INTEGER),
                        new Column("baseline", Column.Kind.INTEGER),
                        new Column("change", Column.Kind.INTEGER),
                        new Column("noticeable", Column.Kind.INTEGER)),
                rows);
    }

    static List<MetricJudgement> worstFirst(List<MetricJudgement> metrics) {
        return metrics.stream()
                .sorted(Comparator.comparing(MetricJudgement::status)
                        .thenComparing(metric -> metric.series().metric().name()))
                .toList();
    }

    static String tonight(MetricJudgement judgement) {
        Metric metric = judgement.series().metric();
        return judgement
                .evidence()
                .map(numbers -> Figures.value(metric, numbers.after()))
                .orElse("");
    }

    static String baseline(MetricJudgement judgement) {
        Metric metric = judgement.series().metric();
        return judgement
                .evidence()
                .map(numbers -> Figures.value(metric, numbers.before()))
                .orElse("");
    }

    static String change(MetricJudgement judgement) {
        return judgement
                .evidence()
                .map(NightEvidence::effect)
                .map(Figures::change)
                .orElse("");
    }

    static String noticeable(MetricJudgement judgement) {
        return judgement
                .evidence()
                .map(numbers -> Math.max(numbers.noticeable(), 0))
                .map(Figures::percent)
                .orElse("");
    }
}
