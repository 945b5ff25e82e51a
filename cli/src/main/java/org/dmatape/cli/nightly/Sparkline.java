// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.dmatape.analyze.lab.judge.MetricJudgement;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.analyze.lab.series.AcceptedBaseline;
import org.dmatape.analyze.lab.series.MetricSeries;
import org.dmatape.analyze.lab.series.SeriesPoint;

/// A metric over the nights, as a small picture: a line through the medians of the nights, a dot per run, a larger
/// one where events were lost, an upright line where the level changed, a dashed one where a baseline was accepted.
///
/// @param metric the metric
/// @param judgement the night it ends with
record Sparkline(MetricJudgement metric, NightJudgement judgement) {

    /// Nights that fit into one picture.
    static final int MAX_NIGHTS = 120;

    private static final int WIDTH = 360;
    private static final int HEIGHT = 44;
    private static final int MARGIN = 4;

    /// The picture as SVG. Nothing in it comes from a recording but numbers and dates.
    String svg() {
        List<SeriesPoint> points = latest(metric.series());
        if (points.isEmpty()) {
            return "";
        }
        LocalDate first = points.getFirst().night();
        NavigableMap<LocalDate, Double> nights = medians(points);
        Scale scale = Scale.of(nights.values(), first, judgement.night());
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(Locale.ROOT, "<svg class=\"spark\" viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT));
        for (AcceptedBaseline baseline : judgement.accepted()) {
            if (isOf(baseline) && !baseline.night().isBefore(first)) {
                upright(svg, "accepted", scale.x(baseline.night()), "accepted from " + baseline.night() + " on");
            }
        }
        for (MetricAlert change : metric.changes()) {
            if (!change.since().isBefore(first)) {
                upright(
                        svg,
                        change.direction().label(),
                        scale.x(change.since()),
                        Figures.change(change.evidence().effect()) + " since " + change.since() + ", "
                                + change.state().label());
            }
        }
        line(svg, nights, scale);
        dots(svg, "runs", points.stream().filter(point -> !point.lossy()).toList(), scale);
        dots(svg, "lossy", points.stream().filter(SeriesPoint::lossy).toList(), scale);
        return svg.append("</svg>").toString();
    }

    private boolean isOf(AcceptedBaseline baseline) {
        return baseline.scenario().equals(metric.series().scenario())
                && baseline.metric().equals(metric.series().metric().name());
    }

    private static void upright(StringBuilder svg, String cssClass, double x, String title) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\"><title>%s</title></line>",
                cssClass,
                x,
                x,
                HEIGHT,
                title));
    }

    private static NavigableMap<LocalDate, Double> medians(List<SeriesPoint> points) {
        NavigableMap<LocalDate, List<Double>> runs = new TreeMap<>();
        points.forEach(point ->
                runs.computeIfAbsent(point.night(), _ -> new ArrayList<>()).add(point.value()));
        NavigableMap<LocalDate, Double> medians = new TreeMap<>();
        runs.forEach((night, values) -> medians.put(night, median(values)));
        return medians;
    }

    private static void line(StringBuilder svg, NavigableMap<LocalDate, Double> nights, Scale scale) {
        svg.append("<polyline points=\"");
        nights.forEach((night, median) ->
                svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", scale.x(night), scale.y(median))));
        svg.append("\"/>");
    }

    /// Strokes of no length with round ends: a dot each, in a tenth of what circles take.
    private static void dots(StringBuilder svg, String cssClass, List<SeriesPoint> points, Scale scale) {
        if (points.isEmpty()) {
            return;
        }
        svg.append("<path class=\"").append(cssClass).append("\" d=\"");
        points.forEach(point ->
                svg.append(String.format(Locale.ROOT, "M%.1f %.1fh0", scale.x(point.night()), scale.y(point.value()))));
        svg.append("\"/>");
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private List<SeriesPoint> latest(MetricSeries series) {
        LocalDate from = judgement.night().minusDays(MAX_NIGHTS - 1L);
        return series.points().stream()
                .filter(point -> !point.night().isBefore(from))
                .toList();
    }

    /// From nights and values to the picture. The nights fill it; runs far away from them stand at its edge.
    private record Scale(LocalDate first, long days, double lowest, double highest) {

        private static final double ROOM = 0.5;

        static Scale of(Collection<Double> nights, LocalDate first, LocalDate last) {
            double lowest = Collections.min(nights);
            double highest = Collections.max(nights);
            double room = ROOM * (highest - lowest);
            return new Scale(first, ChronoUnit.DAYS.between(first, last), lowest - room, highest + room);
        }

        double x(LocalDate night) {
            double share = days == 0 ? 1 : ChronoUnit.DAYS.between(first, night) / (double) days;
            return MARGIN + share * (WIDTH - 2 * MARGIN);
        }

        double y(double value) {
            double share = highest == lowest ? 0.5 : Math.clamp((value - lowest) / (highest - lowest), 0, 1);
            return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
        }
    }
}
