// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.dmatape.analyze.lab.judge.alert.Alert;
import org.dmatape.analyze.lab.judge.alert.Alert.BrokenAlert;
import org.dmatape.analyze.lab.judge.alert.Alert.FindingAlert;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.analyze.lab.judge.alert.AlertState;
import org.dmatape.analyze.lab.judge.alert.CaptureReference;
import org.dmatape.analyze.lab.judge.alert.Direction;
import org.dmatape.analyze.lab.judge.settings.Failure;
import org.dmatape.analyze.lab.judge.settings.JudgementSettings;
import org.dmatape.analyze.lab.series.AcceptedBaseline;
import org.dmatape.analyze.lab.series.CaptureOutcome;
import org.dmatape.analyze.lab.series.MetricSeries;
import org.dmatape.analyze.lab.series.SeriesPoint;

/// Judges a night. All nights before it are gone through again, so that the answer depends on nothing but what the
/// store knows, and judging a night a second time, or a night of the past, gives the same.
public final class NightJudge {

    private final JudgementSettings settings;

    /// @param settings how nights are judged
    public NightJudge(JudgementSettings settings) {
        this.settings = settings;
    }

    /// What a night comes to.
    ///
    /// @param night the night; it need not have captures
    /// @param history what the store knows; later nights are ignored
    public NightJudgement judge(LocalDate night, LabHistory history) {
        LabHistory known = upTo(night, history);
        SeriesJudge series = new SeriesJudge(known, settings);
        SequencedSet<LocalDate> nights = new TreeSet<>();
        known.outcomes().forEach(outcome -> nights.add(outcome.night()));
        known.series().forEach(one -> one.points().forEach(point -> nights.add(point.night())));
        nights.add(night);
        nights.forEach(series::judge);
        List<Alert> all = new ArrayList<>();
        for (SeriesTracker tracker : series.trackers()) {
            tracker.changes().forEach(alert -> all.add(tonight(alert, night)));
        }
        all.addAll(findings(known));
        all.addAll(broken(known));
        return judgement(night, known, series, all);
    }

    private NightJudgement judgement(LocalDate night, LabHistory known, SeriesJudge series, List<Alert> all) {
        List<Alert> alerts = new ArrayList<>();
        List<Alert> open = new ArrayList<>();
        List<Alert> past = new ArrayList<>();
        for (Alert alert : all) {
            if (alert.raised().equals(night)) {
                alerts.add(alert);
            } else if (isStillSo(alert, night)) {
                open.add(alert);
            }
            if (alert.raised().isBefore(night) && isAsRaised(alert)) {
                past.add(alert);
            }
        }
        Comparator<Alert> worstFirst = Comparator.comparing((Alert alert) -> !alert.fails())
                .thenComparingInt(AlertRank::of)
                .thenComparing(Alert::scenario);
        alerts.sort(worstFirst);
        open.sort(worstFirst);
        past.sort(Comparator.comparing(Alert::raised));
        List<ScenarioJudgement> scenarios = new ScenarioJudge(settings, night, known, series, alerts, open).judge();
        return new NightJudgement(
                night, verdict(scenarios, alerts, open), alerts, open, past, scenarios, known.accepted(), settings);
    }

    private static NightVerdict verdict(List<ScenarioJudgement> scenarios, List<Alert> alerts, List<Alert> open) {
        if (alerts.stream().anyMatch(Alert::fails) || open.stream().anyMatch(Alert::fails)) {
            return NightVerdict.FAILED;
        }
        boolean blind = scenarios.stream().anyMatch(scenario -> scenario.verdict() == NightVerdict.INCONCLUSIVE);
        boolean seen = scenarios.stream().anyMatch(scenario -> scenario.verdict() == NightVerdict.PASSED);
        return blind || !seen ? NightVerdict.INCONCLUSIVE : NightVerdict.PASSED;
    }

    private Alert tonight(MetricAlert alert, LocalDate night) {
        boolean regressed = alert.direction() == Direction.REGRESSED;
        if (alert.state() != AlertState.NEW) {
            return alert;
        }
        return alert.raised().equals(night)
                ? alert.asNew(regressed && settings.failures().contains(Failure.REGRESSION))
                : alert.asOpen(regressed && settings.failures().contains(Failure.OPEN_REGRESSION));
    }

    /// Open changes of metrics, and findings that the judged night has too. Broken captures are those of their own
    /// night.
    private static boolean isStillSo(Alert alert, LocalDate night) {
        return switch (alert) {
            case MetricAlert metric -> metric.state() == AlertState.OPEN;
            case FindingAlert finding ->
                finding.state() == AlertState.OPEN && finding.night().equals(night);
            case BrokenAlert _ -> false;
        };
    }

    /// Findings come once a night; of the past the first night of each is told.
    private static boolean isAsRaised(Alert alert) {
        return !(alert instanceof FindingAlert finding) || finding.state() == AlertState.NEW;
    }

    private List<FindingAlert> findings(LabHistory known) {
        SequencedSet<String> scenarios = new LinkedHashSet<>();
        known.outcomes().forEach(outcome -> scenarios.add(outcome.scenario()));
        List<FindingAlert> findings = new ArrayList<>();
        for (String scenario : scenarios) {
            findings.addAll(new FindingJudge(scenario, settings)
                    .judge(known.outcomes().stream()
                            .filter(outcome -> outcome.scenario().equals(scenario))
                            .toList()));
        }
        return findings;
    }

    private List<BrokenAlert> broken(LabHistory known) {
        boolean fails = settings.failures().contains(Failure.BROKEN_CAPTURE);
        List<BrokenAlert> alerts = new ArrayList<>();
        for (CaptureOutcome outcome : known.outcomes()) {
            outcome.broken()
                    .ifPresent(reason -> alerts.add(new BrokenAlert(
                            outcome.scenario(),
                            new CaptureReference(outcome.captureId(), outcome.capture()),
                            reason,
                            outcome.night(),
                            fails)));
        }
        return alerts;
    }

    private static LabHistory upTo(LocalDate night, LabHistory history) {
        List<MetricSeries> series = new ArrayList<>();
        for (MetricSeries one : history.series()) {
            List<SeriesPoint> points = one.points().stream()
                    .filter(point -> !point.night().isAfter(night))
                    .toList();
            if (!points.isEmpty()) {
                series.add(new MetricSeries(one.scenario(), one.fingerprint(), one.metric(), points));
            }
        }
        List<CaptureOutcome> outcomes = history.outcomes().stream()
                .filter(outcome -> !outcome.night().isAfter(night))
                .sorted(Comparator.comparing(CaptureOutcome::night)
                        .thenComparing(CaptureOutcome::scenario)
                        .thenComparing(CaptureOutcome::capture))
                .toList();
        List<AcceptedBaseline> accepted = history.accepted().stream()
                .filter(baseline -> !baseline.night().isAfter(night))
                .toList();
        return new LabHistory(series, outcomes, history.environments(), accepted);
    }
}
