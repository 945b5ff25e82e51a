// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dmatape.analyze.compare.Comparison;
import org.dmatape.analyze.compare.CostDifference;
import org.dmatape.analyze.compare.FindingDifference;

/// Why a comparison comes to what it comes to: one sentence each, with the numbers.
final class DiffReasons {

    private DiffReasons() {}

    static List<String> of(Comparison comparison) {
        List<String> reasons = new ArrayList<>();
        for (FindingDifference finding : comparison.newFindings()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%s: %s%s on %s, none before",
                    finding.check(),
                    finding.kind().map(kind -> kind + ", ").orElse(""),
                    count(finding.after()),
                    finding.device().orElse("no device")));
        }
        for (CostDifference cost : comparison.regressions()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%s: %s from %s to %s, %s (%s with %s confidence), threshold %s",
                    DiffTables.group(cost),
                    DiffTables.measure(cost),
                    number(cost.before()),
                    withUnit(cost.after(), cost.metric().unit()),
                    Percent.ofRatio(cost.ratio()),
                    DiffTables.interval(cost),
                    Percent.ofFraction(comparison.options().confidence()),
                    Percent.ofFraction(comparison.options().threshold())));
        }
        if (!comparison.options().costs()) {
            comparison
                    .blind()
                    .forEach(tape -> reasons.add(tape + " could hide findings: 'dmatape check' is inconclusive on it"));
        } else if (comparison.costs().isEmpty()) {
            reasons.add("no group of operations or requests is large enough on both sides to compare costs");
        }
        for (String tape : comparison.losses()) {
            reasons.add(tape + " lost events: what is missing could hide a change");
        }
        return reasons;
    }

    private static String count(double perRun) {
        return number(perRun) + (perRun == 1 ? " finding" : " findings");
    }

    private static String withUnit(double value, String unit) {
        return unit.isEmpty() ? number(value) : number(value) + " " + unit;
    }

    static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
