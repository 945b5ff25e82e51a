// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Rows;
import org.dmatape.replay.policy.CostLine;
import org.dmatape.replay.policy.PolicyReport;
import org.dmatape.replay.policy.PolicyReport.Table;
import org.dmatape.replay.policy.PolicyResult;
import org.jspecify.annotations.Nullable;

/// The policies as rows: one per figure, and one per summand of the CPU time.
final class PolicyRows {

    private static final List<Column> COLUMNS = List.of(
            Column.text("scope"),
            Column.text("policy"),
            Column.text("figure"),
            Column.text("unit"),
            Column.integer("value"),
            Column.text("origin"),
            Column.text("source"));

    private PolicyRows() {}

    static Rows of(PolicyReport report) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Table table : report.tables()) {
            for (PolicyResult result : table.results()) {
                add(rows, word(table.scope()), result);
            }
        }
        return Rows.of(COLUMNS, rows);
    }

    private static void add(List<List<@Nullable Object>> rows, String scope, PolicyResult result) {
        String policy = result.policy().label();
        result.figures()
                .forEach((figure, value) -> rows.add(Arrays.asList(
                        scope,
                        policy,
                        figure.label(),
                        word(figure.unit()),
                        value.value(),
                        value.origin().label(),
                        value.source())));
        for (CostLine line : result.costs()) {
            rows.add(Arrays.asList(
                    scope,
                    policy,
                    "cpu_ns." + line.item().label(),
                    "nanoseconds",
                    Math.round(line.ns()),
                    "cost",
                    String.format(Locale.ROOT, "%.1f x %.1f ns: %s", line.count(), line.nsEach(), line.source())));
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
