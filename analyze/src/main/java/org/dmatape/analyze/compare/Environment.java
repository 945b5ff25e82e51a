// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.manifest.Manifest;

/// Where one recording was made, as far as its tape says.
record Environment(Map<EnvironmentFact, String> facts) {

    private static final String QUERY = "compare-environment";
    /// Facts that differ between any two recordings.
    private static final Set<String> MOMENTARY = Set.of("first_ts_ns", "last_ts_ns", "date", "trace_id", "recorded_at");

    static Environment of(TapeDatabase database, Manifest manifest) {
        Map<EnvironmentFact, String> facts = new TreeMap<>();
        manifest.host().forEach((aspect, value) -> {
            if (!MOMENTARY.contains(aspect)) {
                facts.put(new EnvironmentFact("host", aspect), value);
            }
        });
        if (!manifest.events().isEmpty()) {
            facts.put(new EnvironmentFact("recording", "events"), eventNames(manifest));
        }
        try (ResultCursor rows = database.query(database.catalogue().find(QUERY).orElseThrow(), Map.of())) {
            while (rows.next()) {
                if (rows.value(2) instanceof String value) {
                    facts.put(new EnvironmentFact(String.valueOf(rows.value(0)), String.valueOf(rows.value(1))), value);
                }
            }
        }
        return new Environment(facts);
    }

    /// What was looked at: a recording with other probes costs something else to make.
    private static String eventNames(Manifest manifest) {
        Set<String> names = new TreeSet<>();
        for (EventCount event : manifest.events()) {
            if (!event.interpretation().isEmpty()) {
                names.add(event.system() + ":" + event.name());
            }
        }
        return String.join(" ", names);
    }

    /// Facts in which not all environments of the two sides agree.
    static List<EnvironmentDifference> differences(List<Environment> before, List<Environment> after) {
        Set<EnvironmentFact> all = new TreeSet<>();
        before.forEach(environment -> all.addAll(environment.facts.keySet()));
        after.forEach(environment -> all.addAll(environment.facts.keySet()));
        List<EnvironmentDifference> differences = new ArrayList<>();
        for (EnvironmentFact fact : all) {
            List<String> inBefore = values(before, fact);
            List<String> inAfter = values(after, fact);
            if (!inBefore.equals(inAfter)) {
                differences.add(new EnvironmentDifference(fact.subject(), fact.aspect(), inBefore, inAfter));
            }
        }
        return differences;
    }

    private static List<String> values(List<Environment> environments, EnvironmentFact fact) {
        Set<String> values = new TreeSet<>();
        for (Environment environment : environments) {
            String value = environment.facts.get(fact);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }
}
