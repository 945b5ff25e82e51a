// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.series;

import java.util.Comparator;
import java.util.List;

/// One metric of one scenario over the nights, as far as they were recorded in one environment.
///
/// @param scenario what was run
/// @param fingerprint environment it was run in; captures of different environments are never compared
/// @param metric what was measured
/// @param points one per capture, in order of night, start and capture; the constructor puts them into it
public record MetricSeries(String scenario, String fingerprint, Metric metric, List<SeriesPoint> points) {

    private static final Comparator<SeriesPoint> ORDER = Comparator.comparing(SeriesPoint::night)
            .thenComparing(SeriesPoint::start)
            .thenComparing(SeriesPoint::captureId);

    /// Sorts the points.
    public MetricSeries {
        points = points.stream().sorted(ORDER).toList();
    }
}
