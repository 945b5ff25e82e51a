// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dmatape.analyze.check.Verdict;

/// What changed from side A to side B, each of one or more recordings.
///
/// @param before names of the recordings of side A
/// @param after names of the recordings of side B
/// @param options how they were compared
/// @param environment where they were not recorded alike
/// @param findings kinds of findings of which there are more or fewer
/// @param checks checks that could be evaluated on one side only
/// @param losses recordings in which events were lost
/// @param blind recordings of side B in which no check that counts had anything to look at, or none could be sure
/// @param costs what operations and requests cost, for every group that both sides have enough of
public record Comparison(
        List<String> before,
        List<String> after,
        ComparisonOptions options,
        List<EnvironmentDifference> environment,
        List<FindingDifference> findings,
        List<CheckDifference> checks,
        List<String> losses,
        List<String> blind,
        List<CostDifference> costs) {

    /// Copies the lists.
    public Comparison {
        before = List.copyOf(before);
        after = List.copyOf(after);
        environment = List.copyOf(environment);
        findings = List.copyOf(findings);
        checks = List.copyOf(checks);
        losses = List.copyOf(losses);
        blind = List.copyOf(blind);
        costs = List.copyOf(costs);
    }

    /// Compares two sides.
    ///
    /// @param before at least one run
    /// @param after at least one run
    public static Comparison of(List<Run> before, List<Run> after, ComparisonOptions options) {
        if (before.isEmpty() || after.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to compare: " + before.size() + " and " + after.size() + " runs");
        }
        List<Run> all = new ArrayList<>(before);
        all.addAll(after);
        return new Comparison(
                before.stream().map(Run::name).toList(),
                after.stream().map(Run::name).toList(),
                options,
                Environment.differences(
                        before.stream().map(Run::environment).toList(),
                        after.stream().map(Run::environment).toList()),
                FindingComparer.findings(before, after),
                FindingComparer.evaluated(before, after),
                all.stream()
                        .filter(run -> !run.report().losses().isEmpty())
                        .map(Run::name)
                        .toList(),
                after.stream()
                        .filter(run -> run.report().verdict() == Verdict.INCONCLUSIVE)
                        .map(Run::name)
                        .toList(),
                options.costs() ? new CostComparer(options).compare(before, after) : List.of());
    }

    /// Costs that surely got worse by at least the threshold.
    public List<CostDifference> regressions() {
        return costs.stream()
                .filter(cost -> cost.judgement() == Judgement.REGRESSED)
                .toList();
    }

    /// Findings that side A had none of, bad enough to count.
    public List<FindingDifference> newFindings() {
        return findings.stream()
                .filter(FindingDifference::appeared)
                .filter(finding -> options.failOn()
                        .map(severity -> finding.severity().compareTo(severity) >= 0)
                        .orElse(false))
                .toList();
    }

    /// What it comes to.
    public Outcome outcome() {
        if (!regressions().isEmpty() || !newFindings().isEmpty()) {
            return Outcome.REGRESSED;
        }
        boolean saysNothing = options.costs() ? costs.isEmpty() : !blind.isEmpty();
        return saysNothing || !losses.isEmpty() ? Outcome.INCONCLUSIVE : Outcome.PASSED;
    }

    /// What a comparison comes to.
    public enum Outcome {
        /// Nothing got worse.
        PASSED,
        /// Something got worse.
        REGRESSED,
        /// Nothing got worse as far as could be seen, but too little could be seen.
        INCONCLUSIVE;

        /// The name as people and programs read it.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
