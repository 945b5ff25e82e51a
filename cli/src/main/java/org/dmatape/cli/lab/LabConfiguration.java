// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.dmatape.analyze.lab.ingest.PlaceRules;
import org.dmatape.analyze.lab.judge.settings.JudgementSettings;

/// What a lab has to say about its captures and how nights are judged.
///
/// @param scenarios scenarios by path
/// @param zone where its nights are
/// @param ignoredFacts facts about environments that do not tell captures apart
/// @param judgement thresholds, and what fails a night
public record LabConfiguration(
        List<PlaceRules.Rule> scenarios, ZoneId zone, Set<String> ignoredFacts, JudgementSettings judgement) {

    /// Copies the collections.
    public LabConfiguration {
        scenarios = List.copyOf(scenarios);
        ignoredFacts = Set.copyOf(ignoredFacts);
    }

    /// What holds without a configuration.
    public static LabConfiguration defaults() {
        return new LabConfiguration(List.of(), ZoneId.systemDefault(), Set.of(), JudgementSettings.defaults());
    }
}
