// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.settings;

import java.util.Optional;

/// Other thresholds for some series.
///
/// @param scenario the scenario it holds for; empty for all
/// @param metric name of the metric it holds for; empty for all
/// @param thresholds what holds for them
public record ThresholdOverride(Optional<String> scenario, Optional<String> metric, Thresholds thresholds) {

    boolean holdsFor(String scenarioName, String metricName) {
        return scenario.map(scenarioName::equals).orElse(true)
                && metric.map(metricName::equals).orElse(true);
    }
}
