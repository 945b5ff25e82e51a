// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmatape.analyze.lab.judge.alert.Alert;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.analyze.lab.judge.settings.JudgementSettings;
import org.dmatape.analyze.lab.series.AcceptedBaseline;

/// What a night comes to.
///
/// @param night the night
/// @param verdict never LEARNING
/// @param alerts what is new this night, worst first
/// @param open what is as bad as it was the night before
/// @param past alerts of earlier nights, as they were raised, in order
/// @param scenarios scenarios of this night
/// @param accepted baselines that were moved up to this night
/// @param settings how it was judged
public record NightJudgement(
        LocalDate night,
        NightVerdict verdict,
        List<Alert> alerts,
        List<Alert> open,
        List<Alert> past,
        List<ScenarioJudgement> scenarios,
        List<AcceptedBaseline> accepted,
        JudgementSettings settings) {

    /// Copies the lists.
    public NightJudgement {
        alerts = List.copyOf(alerts);
        open = List.copyOf(open);
        past = List.copyOf(past);
        scenarios = List.copyOf(scenarios);
        accepted = List.copyOf(accepted);
    }

    /// The night from which on a metric is different, where it is different now: where a baseline that is accepted
    /// should begin.
    public Optional<LocalDate> differentSince(String scenario, String metric) {
        return Stream.concat(alerts.stream(), open.stream())
                .filter(MetricAlert.class::isInstance)
                .map(MetricAlert.class::cast)
                .filter(alert -> alert.scenario().equals(scenario)
                        && alert.metric().name().equals(metric))
                .map(MetricAlert::since)
                .min(LocalDate::compareTo);
    }
}
