// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.bench.bar.BarResult;
import org.dmatape.bench.bar.Verdict;
import org.dmatape.bench.measure.Measurement;
import org.dmatape.bench.measure.Series;

/// The outcome of a run as text: Markdown, so that it can be kept as it is.
public final class TextReport {

    private static final double NS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MB = 1e6;

    private TextReport() {}

    /// The bars, what was run, and where.
    public static String of(RunFacts facts) {
        TextTable bars = new TextTable(List.of("bar", "limit", "measured", "verdict", "detail"));
        facts.results().forEach(result -> bars.add(barRow(result)));
        TextTable runs = new TextTable(
                List.of("run", "events", "runs", "min s", "median s", "max s", "cpu s", "M events/s", "peak MB"));
        facts.measurements().forEach(measurement -> runs.add(runRow(measurement)));
        return Stream.of(bars.text(), reasons(facts), runs.text(), machineText(facts))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /// Why bars were not measured: too long for a table.
    private static String reasons(RunFacts facts) {
        return facts.results().stream()
                .filter(result -> result.verdict() == Verdict.NOT_MEASURED)
                .map(result -> "- not measured, " + result.bar().label() + ": " + result.detail() + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> barRow(BarResult result) {
        String limit = String.format(
                Locale.ROOT,
                "%s %s %s",
                result.bar().direction().words(),
                plain(result.bar().limit()),
                result.bar().unit());
        String value = result.value().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%.2f %s",
                        result.value().getAsDouble(),
                        result.bar().unit())
                : "";
        String detail = result.verdict() == Verdict.NOT_MEASURED ? "see below" : result.detail();
        return List.of(result.bar().label(), limit, value, result.verdict().label(), detail);
    }

    private static String plain(double limit) {
        return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
    }

    private static List<String> runRow(Measurement measurement) {
        Series series = measurement.series();
        boolean hasEvents = measurement.events() > 0;
        return List.of(
                measurement.subject(),
                hasEvents ? String.format(Locale.ROOT, "%,d", measurement.events()) : "",
                Integer.toString(series.runs().size()),
                seconds(series.minWallNs()),
                seconds(series.medianWallNs()),
                seconds(series.maxWallNs()),
                seconds(series.medianCpuNs()),
                hasEvents ? String.format(Locale.ROOT, "%.2f", measurement.eventsPerSecond() / 1e6) : "",
                String.format(Locale.ROOT, "%.0f", series.peakRssBytes() / BYTES_PER_MB));
    }

    private static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.2f", ns / NS_PER_SECOND);
    }

    private static String machineText(RunFacts facts) {
        Machine machine = facts.machine();
        return String.format(
                Locale.ROOT,
                """
                Command: `%s`, revision %s.
                Machine: %d x %s, %.0f GB, %s, kernel %s, Java %s; load %.2f before, %.2f after.
                """,
                facts.command(),
                facts.revision(),
                machine.processors(),
                machine.processor(),
                machine.memoryBytes() / 1e9,
                machine.system(),
                machine.kernel(),
                machine.java(),
                facts.loadBefore(),
                facts.loadAfter());
    }
}
