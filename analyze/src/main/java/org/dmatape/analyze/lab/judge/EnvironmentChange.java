// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dmatape.analyze.lab.series.CaptureOutcome;
import org.dmatape.analyze.lab.series.Environment;

/// What tells the environment of a scenario from the one it ran in the night before.
///
/// @param history what the store knows
record EnvironmentChange(LabHistory history) {

    private static final int MAX_FACTS = 5;

    /// Facts that differ; empty when the environment is not new, or is the first.
    List<String> describe(String scenario, String fingerprint, LocalDate night) {
        List<CaptureOutcome> before = history.outcomes().stream()
                .filter(outcome -> outcome.scenario().equals(scenario)
                        && outcome.broken().isEmpty()
                        && outcome.night().isBefore(night))
                .toList();
        boolean isKnown =
                before.stream().anyMatch(outcome -> outcome.fingerprint().equals(fingerprint));
        if (fingerprint.isEmpty() || before.isEmpty() || isKnown) {
            return List.of();
        }
        CaptureOutcome latest =
                before.stream().max(Comparator.comparing(CaptureOutcome::night)).orElseThrow();
        List<String> differences = differences(facts(latest.fingerprint()), facts(fingerprint));
        return differences.isEmpty() ? List.of(latest.fingerprint() + " became " + fingerprint) : differences;
    }

    private Map<String, String> facts(String fingerprint) {
        return history.environments().stream()
                .filter(environment -> environment.fingerprint().equals(fingerprint))
                .findFirst()
                .map(Environment::facts)
                .orElse(Map.of());
    }

    private static List<String> differences(Map<String, String> before, Map<String, String> now) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            Optional<String> old = Optional.ofNullable(before.get(name));
            Optional<String> current = Optional.ofNullable(now.get(name));
            if (!old.equals(current)) {
                differences.add(name + " " + old.orElse("unknown") + " became " + current.orElse("unknown"));
            }
        }
        return differences.size() <= MAX_FACTS
                ? differences
                : List.copyOf(with(differences.subList(0, MAX_FACTS), differences.size() - MAX_FACTS + " more"));
    }

    private static List<String> with(List<String> texts, String text) {
        List<String> more = new ArrayList<>(texts);
        more.add(text);
        return more;
    }
}
