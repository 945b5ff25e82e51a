// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.dmatape.analyze.lab.series.MetricSeries;
import org.dmatape.analyze.lab.series.SeriesPoint;

/// The runs of a metric by night, as far as they can be judged: those in which nothing was lost, of nights with
/// enough of them.
final class Nights {

    private final NavigableMap<LocalDate, double[]> runs = new TreeMap<>();

    Nights(MetricSeries series, int minimumRuns) {
        NavigableMap<LocalDate, List<SeriesPoint>> byNight = new TreeMap<>();
        for (SeriesPoint point : series.points()) {
            if (!point.lossy()) {
                byNight.computeIfAbsent(point.night(), night -> new ArrayList<>())
                        .add(point);
            }
        }
        byNight.forEach((night, points) -> {
            if (points.size() >= minimumRuns) {
                runs.put(night, points.stream().mapToDouble(SeriesPoint::value).toArray());
            }
        });
    }

    /// All nights that can be judged, in order.
    Collection<LocalDate> all() {
        return runs.keySet();
    }

    /// Whether this night can be judged.
    boolean has(LocalDate night) {
        return runs.containsKey(night);
    }

    /// The runs of a night.
    double[] runs(LocalDate night) {
        double[] values = runs.get(night);
        if (values == null) {
            throw new IllegalArgumentException("nothing is known of " + night);
        }
        return values;
    }

    /// The runs of several nights, together.
    double[] runs(List<LocalDate> nights) {
        return nights.stream()
                .flatMapToDouble(night -> Arrays.stream(runs(night)))
                .toArray();
    }

    /// What a night counts as: the median of its runs, which one odd run does not move.
    double level(LocalDate night) {
        double[] sorted = runs(night).clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// What several nights count as, in order.
    double[] levels(List<LocalDate> nights) {
        return nights.stream().mapToDouble(this::level).toArray();
    }
}
