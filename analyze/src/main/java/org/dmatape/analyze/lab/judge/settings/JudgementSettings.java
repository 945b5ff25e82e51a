// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.settings;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.dmatape.queries.Severity;

/// How nights are judged.
///
/// @param expectedScenarios scenarios that have to run every night; one that ran the night before is expected too
/// @param failures what fails a night; the rest is reported
/// @param severity findings from which severity on count
/// @param thresholds what holds for metrics
/// @param overrides what holds for some of them; of several that hold the last one does
public record JudgementSettings(
        List<String> expectedScenarios,
        Set<Failure> failures,
        Severity severity,
        Thresholds thresholds,
        List<ThresholdOverride> overrides) {

    /// Copies the collections.
    public JudgementSettings {
        expectedScenarios = List.copyOf(expectedScenarios);
        failures = Set.copyOf(failures);
        overrides = List.copyOf(overrides);
    }

    /// New regressions, new kinds of errors and broken captures fail a night.
    public static JudgementSettings defaults() {
        return new JudgementSettings(
                List.of(),
                EnumSet.of(Failure.REGRESSION, Failure.NEW_FINDING, Failure.BROKEN_CAPTURE),
                Severity.ERROR,
                Thresholds.defaults(),
                List.of());
    }

    /// The thresholds of one series.
    public Thresholds thresholdsFor(String scenario, String metric) {
        return overrides.reversed().stream()
                .filter(override -> override.holdsFor(scenario, metric))
                .findFirst()
                .map(ThresholdOverride::thresholds)
                .orElse(thresholds);
    }
}
