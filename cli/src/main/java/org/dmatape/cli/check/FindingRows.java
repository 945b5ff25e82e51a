// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dmatape.analyze.check.CheckReport;
import org.dmatape.analyze.check.Finding;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.output.Rows;
import org.jspecify.annotations.Nullable;

/// Findings as rows, the same columns in every format that has rows.
final class FindingRows {

    private static final List<Column> COLUMNS = List.of(
            Column.text("tape"),
            Column.text("check"),
            Column.text("severity"),
            Column.text("kind"),
            Column.text("device"),
            Column.integer("ts_ns"),
            Column.integer("cpu"),
            Column.address("dma_addr"),
            Column.address("phys_addr"),
            new Column("size", Kind.BIG_INTEGER),
            Column.integer("count"),
            Column.text("message"),
            Column.text("events"));

    private FindingRows() {}

    static Rows of(List<CheckReport> reports) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (CheckReport report : reports) {
            for (Finding finding : report.findings()) {
                rows.add(row(report.tape(), finding));
            }
        }
        return Rows.of(COLUMNS, rows);
    }

    private static List<@Nullable Object> row(String tape, Finding finding) {
        return Arrays.asList(
                tape,
                finding.check(),
                label(finding),
                finding.kind().orElse(null),
                finding.device().orElse(null),
                signed(finding.tsNs()),
                cpu(finding.cpu()),
                unsigned(finding.dmaAddress()),
                unsigned(finding.physAddress()),
                unsigned(finding.sizeBytes()),
                finding.count(),
                finding.messageWithCallers(),
                finding.events());
    }

    static String label(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Long signed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static @Nullable Long cpu(OptionalInt number) {
        return number.isPresent() ? (long) number.getAsInt() : null;
    }

    static @Nullable BigInteger unsigned(OptionalLong number) {
        return number.isPresent() ? new BigInteger(Long.toUnsignedString(number.getAsLong())) : null;
    }
}
