// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.analyze.lab.judge.alert.AlertState;
import org.dmatape.analyze.lab.judge.alert.Evidence.NightEvidence;

/// What each metric of a night comes to.
///
/// @param night the night
/// @param series the series, judged up to that night
record MetricJudge(LocalDate night, SeriesJudge series) {

    /// Metrics of a scenario that have a value tonight, or had one the night before.
    List<MetricJudgement> judge(String scenario, String fingerprint, Optional<LocalDate> nightBefore) {
        return series.trackers().stream()
                .filter(tracker -> tracker.series().scenario().equals(scenario)
                        && tracker.series().fingerprint().equals(fingerprint))
                .filter(tracker -> runs(tracker, night) > 0
                        || nightBefore
                                .filter(before -> runs(tracker, before) > 0)
                                .isPresent())
                .map(this::judge)
                .sorted((one, other) -> one.series()
                        .metric()
                        .name()
                        .compareTo(other.series().metric().name()))
                .toList();
    }

    private MetricJudgement judge(SeriesTracker tracker) {
        Optional<NightEvidence> evidence = series.evidence(tracker);
        MetricStatus status = status(tracker, evidence);
        List<MetricAlert> changes =
                tracker.changes().stream().map(alert -> alert.asOf(night)).toList();
        return new MetricJudgement(tracker.series(), status, evidence, changes, note(tracker, status));
    }

    private MetricStatus status(SeriesTracker tracker, Optional<NightEvidence> evidence) {
        Optional<MetricAlert> fresh = tracker.changes().stream()
                .filter(alert -> alert.raised().equals(night) && alert.state() == AlertState.NEW)
                .findFirst();
        if (fresh.isPresent()) {
            return switch (fresh.get().direction()) {
                case REGRESSED -> MetricStatus.REGRESSED;
                case IMPROVED -> MetricStatus.IMPROVED;
                case CHANGED -> MetricStatus.CHANGED;
            };
        }
        if (!tracker.canJudge(night)) {
            return MetricStatus.INCONCLUSIVE;
        }
        if (tracker.isWorse()) {
            return MetricStatus.STILL_REGRESSED;
        }
        if (evidence.isEmpty()) {
            return MetricStatus.LEARNING;
        }
        return tracker.isErratic(evidence.get()) ? MetricStatus.ERRATIC : MetricStatus.UNCHANGED;
    }

    private String note(SeriesTracker tracker, MetricStatus status) {
        int wanted = tracker.thresholds().minimumNights();
        return switch (status) {
            case LEARNING -> tracker.baseline(night).size() + " of " + Counted.of(wanted, "night");
            case INCONCLUSIVE ->
                runs(tracker, night) + " of " + Counted.of(tracker.thresholds().minimumRuns(), "run")
                        + " without losses";
            case STILL_REGRESSED -> tracker.worseSince(night);
            case REGRESSED, CHANGED, IMPROVED, UNCHANGED, ERRATIC -> "";
        };
    }

    private static long runs(SeriesTracker tracker, LocalDate of) {
        return tracker.series().points().stream()
                .filter(point -> point.night().equals(of) && !point.lossy())
                .count();
    }
}
