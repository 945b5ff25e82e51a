// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.dmatape.analyze.check.Verdict;
import org.dmatape.analyze.lab.judge.alert.Alert;
import org.dmatape.analyze.lab.judge.settings.JudgementSettings;
import org.dmatape.analyze.lab.series.CaptureOutcome;

/// What each scenario of a night comes to.
final class ScenarioJudge {

    private final JudgementSettings settings;
    private final LocalDate night;
    private final LabHistory history;
    private final List<Alert> alerts;
    private final MetricJudge metrics;
    private final Optional<LocalDate> nightBefore;

    ScenarioJudge(
            JudgementSettings settings,
            LocalDate night,
            LabHistory history,
            SeriesJudge series,
            List<Alert> fresh,
            List<Alert> open) {
        this.settings = settings;
        this.night = night;
        this.history = history;
        this.alerts = new ArrayList<>(fresh);
        alerts.addAll(open);
        this.metrics = new MetricJudge(night, series);
        this.nightBefore = history.outcomes().stream()
                .map(CaptureOutcome::night)
                .filter(other -> other.isBefore(night))
                .max(Comparator.naturalOrder());
    }

    List<ScenarioJudgement> judge() {
        SequencedMap<String, List<CaptureOutcome>> tonight = captures(night);
        List<ScenarioJudgement> judgements = new ArrayList<>();
        tonight.forEach((scenario, captures) -> judgements.addAll(judge(scenario, captures)));
        expected().forEach((scenario, before) -> {
            if (!tonight.containsKey(scenario)) {
                judgements.add(missing(scenario, before));
            }
        });
        return judgements;
    }

    private SequencedMap<String, List<CaptureOutcome>> captures(LocalDate of) {
        SequencedMap<String, List<CaptureOutcome>> captures = new TreeMap<>();
        for (CaptureOutcome outcome : history.outcomes()) {
            if (outcome.night().equals(of)) {
                captures.computeIfAbsent(outcome.scenario(), scenario -> new ArrayList<>())
                        .add(outcome);
            }
        }
        return captures;
    }

    /// Scenarios that should have run tonight, with how many captures of them the night before had.
    private Map<String, Integer> expected() {
        Map<String, Integer> expected = new TreeMap<>();
        settings.expectedScenarios().forEach(scenario -> expected.put(scenario, 0));
        nightBefore.ifPresent(
                before -> captures(before).forEach((scenario, captures) -> expected.put(scenario, captures.size())));
        return expected;
    }

    private static ScenarioJudgement missing(String scenario, int before) {
        String reason = before == 0
                ? "no capture tonight"
                : "no capture tonight, " + Counted.of(before, "capture") + " the night before";
        return new ScenarioJudgement(
                scenario, "", List.of(), NightVerdict.INCONCLUSIVE, List.of(reason), List.of(), List.of());
    }

    /// One judgement per environment; captures that could not be read count with the first one.
    private List<ScenarioJudgement> judge(String scenario, List<CaptureOutcome> captures) {
        SequencedMap<String, List<CaptureOutcome>> byEnvironment = new LinkedHashMap<>();
        for (CaptureOutcome capture : captures) {
            if (capture.broken().isEmpty()) {
                byEnvironment
                        .computeIfAbsent(capture.fingerprint(), fingerprint -> new ArrayList<>())
                        .add(capture);
            }
        }
        List<CaptureOutcome> broken = captures.stream()
                .filter(capture -> capture.broken().isPresent())
                .toList();
        if (!broken.isEmpty()) {
            if (byEnvironment.isEmpty()) {
                byEnvironment.put("", new ArrayList<>());
            }
            byEnvironment.firstEntry().getValue().addAll(broken);
        }
        List<ScenarioJudgement> judgements = new ArrayList<>();
        byEnvironment.forEach((fingerprint, runs) -> judgements.add(judge(scenario, fingerprint, runs)));
        return judgements;
    }

    private ScenarioJudgement judge(String scenario, String fingerprint, List<CaptureOutcome> captures) {
        List<MetricJudgement> judged = metrics.judge(scenario, fingerprint, nightBefore);
        List<String> environment = new EnvironmentChange(history).describe(scenario, fingerprint, night);
        List<String> reasons = new ArrayList<>(blindness(captures));
        NightVerdict verdict = verdict(scenario, reasons, judged);
        if (verdict == NightVerdict.LEARNING) {
            reasons.add("too few nights to compare with yet");
        }
        if (!environment.isEmpty()) {
            reasons.add("a new environment, and so new series: " + String.join("; ", environment));
        }
        return new ScenarioJudgement(scenario, fingerprint, environment, verdict, reasons, captures, judged);
    }

    private NightVerdict verdict(String scenario, List<String> blindness, List<MetricJudgement> judged) {
        if (alerts.stream().anyMatch(alert -> alert.fails() && alert.scenario().equals(scenario))) {
            return NightVerdict.FAILED;
        }
        if (!blindness.isEmpty()) {
            return NightVerdict.INCONCLUSIVE;
        }
        boolean compared = judged.isEmpty()
                ? nightBefore.isPresent()
                : judged.stream()
                        .anyMatch(metric -> metric.status() != MetricStatus.LEARNING
                                && metric.status() != MetricStatus.INCONCLUSIVE);
        return compared ? NightVerdict.PASSED : NightVerdict.LEARNING;
    }

    /// Why something may have gone unseen.
    private List<String> blindness(List<CaptureOutcome> captures) {
        List<String> reasons = new ArrayList<>();
        long readable =
                captures.stream().filter(capture -> capture.broken().isEmpty()).count();
        long broken = captures.size() - readable;
        if (broken > 0) {
            reasons.add(Counted.of(broken, "capture") + " could not be read");
        }
        List<CaptureOutcome> lossy =
                captures.stream().filter(CaptureOutcome::lossy).toList();
        if (!lossy.isEmpty()) {
            long events = lossy.stream().mapToLong(CaptureOutcome::lostEvents).sum();
            reasons.add((events > 0 ? Counted.of(events, "event") + " were lost in " : "events were lost in ")
                    + lossy.size() + " of " + Counted.of(captures.size(), "capture"));
        }
        long inconclusive = captures.stream()
                .filter(capture -> !capture.lossy() && capture.verdict().equals(Optional.of(Verdict.INCONCLUSIVE)))
                .count();
        if (inconclusive > 0) {
            reasons.add(
                    "the checks are inconclusive in " + inconclusive + " of " + Counted.of(captures.size(), "capture"));
        }
        long wanted = settings.thresholds().minimumRuns();
        if (readable < wanted) {
            reasons.add(readable + " of at least " + Counted.of(wanted, "run"));
        }
        return reasons;
    }
}
