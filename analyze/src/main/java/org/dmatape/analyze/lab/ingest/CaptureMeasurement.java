// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.lab.store.NewCapture.MetricValue;
import org.dmatape.analyze.result.ResultCursor;

/// What is measured of a capture.
///
/// @param metrics single numbers
/// @param distributions counts by bin, by name
record CaptureMeasurement(List<MetricValue> metrics, Map<String, SortedMap<Integer, Long>> distributions) {

    private static final String METRICS = "capture-metrics";
    private static final String HISTOGRAMS = "capture-histograms";

    static CaptureMeasurement of(TapeDatabase database) {
        return new CaptureMeasurement(metrics(database), distributions(database));
    }

    private static List<MetricValue> metrics(TapeDatabase database) {
        List<MetricValue> metrics = new ArrayList<>();
        try (ResultCursor rows = answer(database, METRICS)) {
            while (rows.next()) {
                if (rows.value(3) instanceof Double value && rows.value(4) instanceof Long samples) {
                    metrics.add(new MetricValue(
                            text(rows, 0),
                            text(rows, 1),
                            text(rows, 2),
                            value,
                            samples,
                            Optional.ofNullable(rows.value(5)).map(Object::toString)));
                }
            }
        }
        return metrics;
    }

    private static Map<String, SortedMap<Integer, Long>> distributions(TapeDatabase database) {
        Map<String, SortedMap<Integer, Long>> distributions = new HashMap<>();
        try (ResultCursor rows = answer(database, HISTOGRAMS)) {
            while (rows.next()) {
                if (rows.value(1) instanceof Long bin && rows.value(2) instanceof Long count) {
                    distributions
                            .computeIfAbsent(text(rows, 0), _ -> new TreeMap<>())
                            .put(Math.toIntExact(bin), count);
                }
            }
        }
        return distributions;
    }

    private static ResultCursor answer(TapeDatabase database, String query) {
        return database.query(database.catalogue().find(query).orElseThrow(), Map.of());
    }

    private static String text(ResultCursor rows, int column) {
        return String.valueOf(rows.value(column));
    }
}
