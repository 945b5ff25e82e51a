// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.analyze.check.Verdict;
import org.dmatape.analyze.lab.judge.LabHistory;
import org.dmatape.analyze.lab.series.AcceptedBaseline;
import org.dmatape.analyze.lab.series.CaptureOutcome;
import org.dmatape.analyze.lab.series.Environment;
import org.dmatape.analyze.lab.series.FindingCount;
import org.dmatape.analyze.lab.series.Goodness;
import org.dmatape.analyze.lab.series.Histogram;
import org.dmatape.analyze.lab.series.Metric;
import org.dmatape.analyze.lab.series.MetricSeries;
import org.dmatape.analyze.lab.series.SeriesPoint;
import org.dmatape.queries.Severity;

/// Puts together what nights are judged from.
final class HistoryReader {

    private final StoreConnection connection;
    private final Map<String, StoredCapture> captures;

    private record SeriesKey(String scenario, String fingerprint, Metric metric) {}

    private record DistributionKey(String capture, String name) {}

    private record Row(String capture, Metric metric, double value, long samples, Optional<String> distribution) {}

    HistoryReader(StoreConnection connection, List<StoredCapture> captures) {
        this.connection = connection;
        this.captures = captures.stream()
                .collect(Collectors.toMap(
                        StoredCapture::capture, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    }

    LabHistory read(List<BrokenCapture> broken, List<Baselines.Acceptance> accepted) {
        return new LabHistory(
                series(),
                Stream.concat(outcomes(), broken.stream().map(HistoryReader::outcome))
                        .toList(),
                environments(),
                accepted.stream()
                        .map(entry -> new AcceptedBaseline(
                                entry.scenario(), entry.metric(), entry.night(), entry.reason(), entry.acceptedAt()))
                        .toList());
    }

    private List<MetricSeries> series() {
        Map<DistributionKey, Histogram> histograms = histograms();
        Map<SeriesKey, List<SeriesPoint>> series = new LinkedHashMap<>();
        for (Row row : connection.rows(
                "SELECT capture, metric, unit, goodness, value, samples, distribution FROM metric ORDER BY metric,"
                        + " capture",
                HistoryReader::row)) {
            StoredCapture capture = captures.get(row.capture());
            if (capture != null) {
                Optional<Histogram> histogram = row.distribution()
                        .map(name -> new DistributionKey(row.capture(), name))
                        .flatMap(key -> Optional.ofNullable(histograms.get(key)));
                series.computeIfAbsent(
                                new SeriesKey(capture.scenario(), capture.fingerprint(), row.metric()),
                                _ -> new ArrayList<>())
                        .add(new SeriesPoint(
                                row.capture(),
                                capture.name(),
                                capture.night(),
                                capture.startedAt(),
                                row.value(),
                                row.samples(),
                                capture.lossy(),
                                histogram));
            }
        }
        List<MetricSeries> all = new ArrayList<>();
        series.forEach(
                (key, points) -> all.add(new MetricSeries(key.scenario(), key.fingerprint(), key.metric(), points)));
        return all;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                new Metric(row.getString(2), row.getString(3), goodness(row.getString(4))),
                row.getDouble(5),
                row.getLong(6),
                Optional.ofNullable(row.getString(7)));
    }

    private static Goodness goodness(String label) {
        return switch (label) {
            case "lower" -> Goodness.LOWER_IS_BETTER;
            case "higher" -> Goodness.HIGHER_IS_BETTER;
            default -> Goodness.NEITHER;
        };
    }

    private Map<DistributionKey, Histogram> histograms() {
        Map<DistributionKey, Histogram> histograms = new HashMap<>();
        connection
                .rows(
                        "SELECT capture, distribution, bins, counts FROM histogram",
                        row -> Map.entry(
                                new DistributionKey(row.getString(1), row.getString(2)),
                                histogram(row.getArray(3), row.getArray(4))))
                .forEach(entry -> histograms.put(entry.getKey(), entry.getValue()));
        return histograms;
    }

    private static Histogram histogram(Array bins, Array counts) throws SQLException {
        Object[] binValues = (Object[]) bins.getArray();
        Object[] countValues = (Object[]) counts.getArray();
        SortedMap<Integer, Long> byBin = new TreeMap<>();
        for (int i = 0; i < binValues.length; i++) {
            byBin.put(((Number) binValues[i]).intValue(), ((Number) countValues[i]).longValue());
        }
        return new Histogram(byBin);
    }

    private Stream<CaptureOutcome> outcomes() {
        Map<String, List<FindingCount>> findings = new HashMap<>();
        connection
                .rows(
                        "SELECT capture, check_id, kind, severity, findings FROM finding_count ORDER BY check_id, kind",
                        row -> Map.entry(
                                row.getString(1),
                                new FindingCount(
                                        row.getString(2),
                                        Optional.ofNullable(row.getString(3)),
                                        Severity.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                                        row.getLong(5))))
                .forEach(entry -> findings.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                        .add(entry.getValue()));
        return captures.values().stream()
                .map(capture -> new CaptureOutcome(
                        capture.capture(),
                        capture.name(),
                        capture.scenario(),
                        capture.fingerprint(),
                        capture.night(),
                        Optional.of(Verdict.valueOf(capture.verdict().toUpperCase(Locale.ROOT))),
                        capture.lostEvents(),
                        capture.lossy(),
                        findings.getOrDefault(capture.capture(), List.of()),
                        Optional.empty()));
    }

    private static CaptureOutcome outcome(BrokenCapture broken) {
        return new CaptureOutcome(
                StoredCapture.key(broken.signature()),
                broken.name(),
                broken.scenario(),
                "",
                broken.night(),
                Optional.empty(),
                0,
                false,
                List.of(),
                Optional.of(broken.reason()));
    }

    private List<Environment> environments() {
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        connection
                .rows(
                        "SELECT fingerprint, fact, value FROM environment ORDER BY fingerprint, fact",
                        row -> List.of(row.getString(1), row.getString(2), row.getString(3)))
                .forEach(row ->
                        facts.computeIfAbsent(row.get(0), _ -> new TreeMap<>()).put(row.get(1), row.get(2)));
        return facts.entrySet().stream()
                .map(entry -> new Environment(entry.getKey(), entry.getValue()))
                .toList();
    }
}
