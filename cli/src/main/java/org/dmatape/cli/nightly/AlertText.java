// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dmatape.analyze.lab.judge.alert.Alert;
import org.dmatape.analyze.lab.judge.alert.Alert.BrokenAlert;
import org.dmatape.analyze.lab.judge.alert.Alert.FindingAlert;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.analyze.lab.judge.alert.AlertState;
import org.dmatape.analyze.lab.judge.alert.CaptureReference;
import org.dmatape.analyze.lab.judge.alert.Evidence.ChangePointEvidence;
import org.dmatape.analyze.lab.judge.alert.Evidence.NightEvidence;
import org.dmatape.cli.output.Counted;

/// An alert in words: what happened, and the rule and the numbers that raised it.
final class AlertText {

    private AlertText() {}

    /// What happened, in one line.
    static String headline(Alert alert) {
        return switch (alert) {
            case MetricAlert metric ->
                metric.scenario() + ": " + metric.metric().name() + " "
                        + Figures.change(metric.evidence().effect()) + ", "
                        + metric.direction().label() + " since " + metric.since();
            case FindingAlert finding ->
                finding.scenario() + ": " + finding.severity().name().toLowerCase(Locale.ROOT) + " "
                        + finding.finding() + ", " + Counted.of(finding.count(), "finding") + " in "
                        + finding.captures().size() + " of " + Counted.of(finding.runs(), "run")
                        + (finding.state() == AlertState.OPEN ? ", since " + finding.raised() : "");
            case BrokenAlert broken ->
                broken.scenario() + ": " + broken.capture().capture() + " cannot be read";
        };
    }

    /// Why it was raised: the rule first, then its numbers.
    static List<String> reasons(Alert alert) {
        List<String> reasons = new ArrayList<>();
        switch (alert) {
            case MetricAlert metric -> {
                switch (metric.evidence()) {
                    case NightEvidence numbers -> night(metric, numbers, reasons);
                    case ChangePointEvidence numbers -> changePoint(metric, numbers, reasons);
                }
                metric.note().ifPresent(note -> reasons.add(metric.state().label() + ": " + note));
            }
            case FindingAlert finding -> {
                reasons.add("rule new-finding: "
                        + finding.before()
                                .map(before -> "none of this kind on " + before)
                                .orElse("the scenario's first night"));
                reasons.add("in " + captures(finding.captures()));
            }
            case BrokenAlert broken -> reasons.add(broken.reason());
        }
        return reasons;
    }

    private static void night(MetricAlert alert, NightEvidence numbers, List<String> reasons) {
        reasons.add(String.format(
                Locale.ROOT,
                "rule night: %s of %s against %s of %s, %s to %s (window %d)",
                Counted.of(numbers.runs(), "run"),
                alert.raised(),
                Counted.of(numbers.baselineRuns(), "run"),
                Counted.of(numbers.nights(), "night"),
                numbers.firstNight(),
                numbers.lastNight(),
                alert.thresholds().windowNights()));
        reasons.add(String.format(
                Locale.ROOT,
                "median %s against a mean of %s, nights vary by %s: %s, threshold %s, in %d of %s",
                Figures.value(alert.metric(), numbers.after()),
                Figures.value(alert.metric(), numbers.before()),
                Figures.value(alert.metric(), numbers.spread()),
                Figures.change(numbers.effect()),
                Figures.percent(alert.thresholds().minimumEffect()),
                numbers.agreeing(),
                Counted.of(numbers.runs(), "run")));
        reasons.add(String.format(
                Locale.ROOT,
                "p %s by night (Student's t), %s over %d series (Holm), threshold %s; %s by rank of runs"
                        + " (Mann-Whitney), threshold %s",
                Figures.probability(numbers.nightP()),
                Figures.probability(numbers.adjustedP()),
                numbers.family(),
                Figures.probability(alert.thresholds().pValue()),
                Figures.probability(numbers.rankP()),
                Figures.probability(alert.thresholds().rankPValue())));
    }

    private static void changePoint(MetricAlert alert, ChangePointEvidence numbers, List<String> reasons) {
        reasons.add(String.format(
                Locale.ROOT,
                "rule change-point: %s before and %s from %s on, within %s to %s (window %d)",
                Counted.of(numbers.nightsBefore(), "night"),
                numbers.nightsAfter(),
                alert.since(),
                numbers.firstNight(),
                numbers.lastNight(),
                alert.thresholds().changePointWindow()));
        reasons.add(String.format(
                Locale.ROOT,
                "mean %s after %s: %s, threshold %s",
                Figures.value(alert.metric(), numbers.after()),
                Figures.value(alert.metric(), numbers.before()),
                Figures.change(numbers.effect()),
                Figures.percent(alert.thresholds().minimumEffect())));
        reasons.add(String.format(
                Locale.ROOT,
                "p %s (Student's t), %s over %d points and series (Bonferroni), threshold %s; %s by rank of nights,"
                        + " threshold %s",
                Figures.probability(numbers.rawP()),
                Figures.probability(numbers.adjustedP()),
                numbers.family(),
                Figures.probability(alert.thresholds().changePointPValue()),
                Figures.probability(numbers.rankP()),
                Figures.probability(alert.thresholds().rankPValue())));
    }

    private static String captures(List<CaptureReference> captures) {
        return captures.stream().map(CaptureReference::capture).collect(Collectors.joining(", "));
    }
}
