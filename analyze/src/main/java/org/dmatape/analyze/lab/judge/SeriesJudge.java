// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.analyze.lab.judge.alert.Evidence.NightEvidence;
import org.dmatape.analyze.lab.judge.alert.Rule;
import org.dmatape.analyze.lab.judge.settings.JudgementSettings;
import org.dmatape.analyze.lab.judge.settings.Thresholds;
import org.dmatape.analyze.lab.series.AcceptedBaseline;
import org.dmatape.analyze.lab.series.MetricSeries;

/// Goes through the nights from the first one on, all series side by side: many series are judged in one night, and
/// how sure one has to be of each depends on how many.
final class SeriesJudge {

    private final List<SeriesTracker> trackers;
    private final List<AcceptedBaseline> accepted;
    private final Set<AcceptedBaseline> applied = new HashSet<>();
    /// Of the latest night that was judged.
    private Map<SeriesTracker, NightEvidence> evidence = Map.of();

    SeriesJudge(LabHistory history, JudgementSettings settings) {
        trackers = history.series().stream()
                .map(series -> new SeriesTracker(
                        series,
                        settings.thresholdsFor(
                                series.scenario(), series.metric().name())))
                .toList();
        accepted = history.accepted().stream()
                .sorted(Comparator.comparing(AcceptedBaseline::night)) // of one night: as they were accepted
                .toList();
    }

    List<SeriesTracker> trackers() {
        return trackers;
    }

    Optional<NightEvidence> evidence(SeriesTracker tracker) {
        return Optional.ofNullable(evidence.get(tracker));
    }

    void judge(LocalDate night) {
        trackers.forEach(tracker -> tracker.endWhatIsOver(night));
        List<SeriesTracker> present =
                trackers.stream().filter(tracker -> tracker.canJudge(night)).toList();
        evidence = compare(night, present);
        for (SeriesTracker tracker : present) {
            byNight(tracker, night)
                    .or(() -> tracker.changePoint(night, present.size()))
                    .ifPresent(tracker::begin);
        }
        accept(night);
    }

    private Optional<MetricAlert> byNight(SeriesTracker tracker, LocalDate night) {
        Thresholds thresholds = tracker.thresholds();
        return evidence(tracker)
                .filter(numbers -> !tracker.isErratic(numbers))
                .filter(numbers -> Math.abs(numbers.effect()) >= thresholds.minimumEffect())
                .filter(NightEvidence::isAgreed)
                .filter(numbers -> numbers.rankP() <= thresholds.rankPValue())
                .filter(numbers -> numbers.adjustedP() <= thresholds.pValue())
                .map(numbers -> tracker.alert(Rule.NIGHT, night, night, numbers));
    }

    private static Map<SeriesTracker, NightEvidence> compare(LocalDate night, List<SeriesTracker> present) {
        List<SeriesTracker> judged =
                present.stream().filter(tracker -> !tracker.isLearning(night)).toList();
        Map<SeriesTracker, NightEvidence> compared = new LinkedHashMap<>();
        for (SeriesTracker tracker : judged) {
            tracker.compare(night, judged.size()).ifPresent(numbers -> compared.put(tracker, numbers));
        }
        return adjusted(compared);
    }

    /// Holm's correction: the smallest probability counts as often as there are series, the next one once less, and
    /// so on.
    private static Map<SeriesTracker, NightEvidence> adjusted(Map<SeriesTracker, NightEvidence> compared) {
        List<Map.Entry<SeriesTracker, NightEvidence>> ascending = new ArrayList<>(compared.entrySet());
        ascending.sort(Comparator.comparingDouble(entry -> entry.getValue().nightP()));
        Map<SeriesTracker, NightEvidence> adjusted = new LinkedHashMap<>();
        double largest = 0;
        int remaining = ascending.size();
        for (Map.Entry<SeriesTracker, NightEvidence> entry : ascending) {
            largest = Math.max(largest, Math.min(1, entry.getValue().nightP() * remaining));
            adjusted.put(entry.getKey(), entry.getValue().withAdjustedP(largest));
            remaining--;
        }
        return adjusted;
    }

    private void accept(LocalDate night) {
        for (AcceptedBaseline baseline : accepted) {
            if (!baseline.night().isAfter(night) && applied.add(baseline)) {
                trackers.stream()
                        .filter(tracker -> isOf(baseline, tracker.series()))
                        .forEach(tracker -> tracker.accept(baseline));
            }
        }
    }

    private static boolean isOf(AcceptedBaseline baseline, MetricSeries series) {
        return series.scenario().equals(baseline.scenario())
                && series.metric().name().equals(baseline.metric());
    }
}
