// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dmatape.analyze.check.CheckResult;
import org.dmatape.analyze.check.CheckStatus;
import org.dmatape.analyze.check.Finding;
import org.dmatape.queries.Severity;

/// Compares what the checks found on two sides. Addresses and times differ from run to run, so findings are counted by
/// check, kind and device.
final class FindingComparer {

    private record Key(String check, Severity severity, Optional<String> kind, Optional<String> device) {}

    private FindingComparer() {}

    /// Kinds of findings of which the two sides do not have equally many.
    static List<FindingDifference> findings(List<Run> before, List<Run> after) {
        Map<Key, Long> countBefore = count(before);
        Map<Key, Long> countAfter = count(after);
        Set<Key> keys = new LinkedHashSet<>(countBefore.keySet());
        keys.addAll(countAfter.keySet());
        List<FindingDifference> differences = new ArrayList<>();
        for (Key key : keys) {
            double perRunBefore = countBefore.getOrDefault(key, 0L) / (double) before.size();
            double perRunAfter = countAfter.getOrDefault(key, 0L) / (double) after.size();
            if (perRunBefore != perRunAfter) {
                differences.add(new FindingDifference(
                        key.check, key.severity, key.kind, key.device, perRunBefore, perRunAfter));
            }
        }
        return differences;
    }

    /// Checks that at least one run of one side could evaluate and no run of the other.
    static List<CheckDifference> evaluated(List<Run> before, List<Run> after) {
        Set<String> checks = new LinkedHashSet<>();
        Stream.concat(before.stream(), after.stream())
                .flatMap(run -> run.report().checks().stream())
                .forEach(check -> checks.add(check.check()));
        List<CheckDifference> differences = new ArrayList<>();
        for (String check : checks) {
            Optional<String> reasonBefore = reasonNotEvaluated(before, check);
            Optional<String> reasonAfter = reasonNotEvaluated(after, check);
            if (reasonBefore.isPresent() != reasonAfter.isPresent()) {
                differences.add(new CheckDifference(check, reasonBefore, reasonAfter));
            }
        }
        return differences;
    }

    private static Map<Key, Long> count(List<Run> runs) {
        Map<Key, Long> counts = new LinkedHashMap<>();
        for (Run run : runs) {
            for (Finding finding : run.report().findings()) {
                Key key = new Key(finding.check(), finding.severity(), finding.kind(), finding.device());
                counts.merge(key, 1L, Long::sum);
            }
        }
        return counts;
    }

    private static Optional<String> reasonNotEvaluated(List<Run> runs, String check) {
        List<CheckResult> results = runs.stream()
                .flatMap(run -> run.report().checks().stream())
                .filter(result -> result.check().equals(check))
                .toList();
        boolean evaluated = results.stream().anyMatch(result -> result.status() != CheckStatus.NOT_EVALUATED);
        return evaluated
                ? Optional.empty()
                : results.stream().flatMap(result -> result.reason().stream()).findFirst();
    }
}
