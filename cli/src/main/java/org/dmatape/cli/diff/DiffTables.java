// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dmatape.analyze.compare.CheckDifference;
import org.dmatape.analyze.compare.Comparison;
import org.dmatape.analyze.compare.CostDifference;
import org.dmatape.analyze.compare.EnvironmentDifference;
import org.dmatape.analyze.compare.FindingDifference;
import org.dmatape.analyze.compare.Judgement;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Rows;
import org.jspecify.annotations.Nullable;

/// The tables of a comparison, for every form that has tables.
final class DiffTables {

    private static final List<Column> ENVIRONMENT =
            List.of(Column.text("what"), Column.text("fact"), Column.text("A"), Column.text("B"));
    private static final List<Column> FINDINGS = List.of(
            Column.text("check"),
            Column.text("severity"),
            Column.text("kind"),
            Column.text("device"),
            Column.decimal("A"),
            Column.decimal("B"));
    private static final List<Column> CHECKS =
            List.of(Column.text("check"), Column.text("only on"), Column.text("because the other side says"));
    private static final List<Column> COSTS = List.of(
            Column.text("group"),
            Column.text("measure"),
            Column.decimal("A"),
            Column.decimal("B"),
            Column.text("change"),
            Column.text("interval"),
            Column.integer("n A"),
            Column.integer("n B"),
            Column.text("judgement"));
    private static final String NO_VALUE = "(not said)";

    private DiffTables() {}

    static Rows environment(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        for (EnvironmentDifference difference : comparison.environment()) {
            List<String> before = words(difference.before());
            List<String> after = words(difference.after());
            rows.add(
                    List.of(difference.subject(), difference.aspect(), without(before, after), without(after, before)));
        }
        return Rows.of(ENVIRONMENT, rows);
    }

    /// Of long lists (events, options of the kernel, features) only what is on one side is worth reading.
    private static String without(List<String> words, List<String> others) {
        if (words.isEmpty()) {
            return NO_VALUE;
        }
        return words.stream().filter(word -> !others.contains(word)).collect(Collectors.joining(" "));
    }

    private static List<String> words(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Arrays.stream(text.split(" ")))
                .distinct()
                .toList();
    }

    static Rows findings(Comparison comparison) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (FindingDifference finding : comparison.findings()) {
            rows.add(Arrays.asList(
                    finding.check(),
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    finding.kind().orElse(null),
                    finding.device().orElse(null),
                    finding.before(),
                    finding.after()));
        }
        return Rows.of(FINDINGS, rows);
    }

    static Rows checks(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        for (CheckDifference check : comparison.checks()) {
            Optional<String> reason = check.before().or(check::after);
            rows.add(List.of(check.check(), check.before().isPresent() ? "B" : "A", reason.orElse("")));
        }
        return Rows.of(CHECKS, rows);
    }

    static Rows costs(Comparison comparison, List<Judgement> judgements) {
        List<List<Object>> rows = new ArrayList<>();
        for (CostDifference cost : comparison.costs()) {
            if (judgements.contains(cost.judgement())) {
                rows.add(List.of(
                        group(cost),
                        measure(cost),
                        cost.before(),
                        cost.after(),
                        Percent.ofRatio(cost.ratio()),
                        interval(cost),
                        (long) cost.sizeBefore(),
                        (long) cost.sizeAfter(),
                        label(cost.judgement())));
            }
        }
        return Rows.of(COSTS, rows);
    }

    static String group(CostDifference cost) {
        return String.join(" ", cost.subject());
    }

    static String measure(CostDifference cost) {
        return cost.metric().id() + " " + cost.statistic().name().toLowerCase(Locale.ROOT);
    }

    /// Where there was nothing before, there is no interval of a change.
    static String interval(CostDifference cost) {
        if (!Double.isFinite(cost.ratio())) {
            return "from nothing";
        }
        return Percent.ofRatio(cost.interval().low()) + " to "
                + Percent.ofRatio(cost.interval().high());
    }

    static String label(Judgement judgement) {
        return judgement.name().toLowerCase(Locale.ROOT);
    }
}
