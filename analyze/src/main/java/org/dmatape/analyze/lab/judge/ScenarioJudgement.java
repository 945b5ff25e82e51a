// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.util.List;
import org.dmatape.analyze.lab.series.CaptureOutcome;

/// A scenario in one environment this night.
///
/// @param scenario what was run
/// @param fingerprint environment; empty when no capture could be read
/// @param environment what tells this environment from the scenario's previous one; empty when it is the same
/// @param verdict what it comes to
/// @param reasons why it is not simply passed, for people
/// @param captures captures of this night
/// @param metrics its metrics
public record ScenarioJudgement(
        String scenario,
        String fingerprint,
        List<String> environment,
        NightVerdict verdict,
        List<String> reasons,
        List<CaptureOutcome> captures,
        List<MetricJudgement> metrics) {

    /// Copies the lists.
    public ScenarioJudgement {
        environment = List.copyOf(environment);
        reasons = List.copyOf(reasons);
        captures = List.copyOf(captures);
        metrics = List.copyOf(metrics);
    }
}
