// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Rows;
import org.dmatape.replay.hardware.HardwareReport;
import org.dmatape.replay.hardware.OperationTimes;
import org.dmatape.replay.histogram.Durations;
import org.jspecify.annotations.Nullable;

/// The operations as rows: one per kind and size.
final class HardwareRows {

    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;

    private static final List<Column> PLANNED = List.of(
            Column.text("operation"),
            Column.integer("pages_at_most"),
            Column.integer("operations"),
            Column.integer("shared"),
            Column.integer("calls"),
            Column.integer("recorded_p50_ns"),
            Column.integer("recorded_p99_ns"));

    private static final List<Column> MEASURED = List.of(
            Column.integer("measured_p50_ns"),
            Column.integer("measured_p99_ns"),
            Column.integer("measured_max_ns"),
            Column.integer("measured_total_ns"));

    private HardwareRows() {}

    /// @param measured whether the calls were made by an IOMMU
    static Rows of(HardwareReport report, boolean measured) {
        List<Column> columns = new ArrayList<>(PLANNED);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        report.times().forEach(times -> rows.add(new ArrayList<>(planned(times))));
        if (measured) {
            columns.addAll(MEASURED);
            for (int i = 0; i < rows.size(); i++) {
                rows.get(i).addAll(measured(report.times().get(i).measured()));
            }
        }
        return Rows.of(columns, rows);
    }

    private static List<@Nullable Object> planned(OperationTimes times) {
        return Arrays.asList(
                times.op().name().toLowerCase(Locale.ROOT),
                times.pages(),
                times.operations(),
                times.shared(),
                times.calls(),
                quantile(times.recorded(), MEDIAN),
                quantile(times.recorded(), P99));
    }

    private static List<@Nullable Object> measured(Durations durations) {
        boolean any = durations.count() > 0;
        return Arrays.asList(
                quantile(durations, MEDIAN),
                quantile(durations, P99),
                any ? durations.maxNs() : null,
                any ? durations.totalNs() : null);
    }

    private static @Nullable Long quantile(Durations durations, double share) {
        return durations.count() == 0 ? null : durations.quantileNs(share);
    }
}
