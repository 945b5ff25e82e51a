// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/// The figures of the same program run several times.
///
/// @param runs the runs in the order they were made, at least one
public record Series(List<ProcessFigures> runs) {

    /// Checks that there is a run.
    public Series {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a series needs at least one run");
        }
    }

    /// The fastest run's wall time.
    public long minWallNs() {
        return sorted(ProcessFigures::wallNs)[0];
    }

    /// The median wall time; of an even number of runs the lower one of the two in the middle.
    public long medianWallNs() {
        return median(ProcessFigures::wallNs);
    }

    /// The slowest run's wall time.
    public long maxWallNs() {
        return sorted(ProcessFigures::wallNs)[runs.size() - 1];
    }

    /// The median processor time.
    public long medianCpuNs() {
        return median(ProcessFigures::cpuNs);
    }

    /// The most memory any run needed.
    public long peakRssBytes() {
        return sorted(ProcessFigures::peakRssBytes)[runs.size() - 1];
    }

    /// How far slowest and fastest run lie apart, as a share of the median.
    public double spread() {
        return (double) (maxWallNs() - minWallNs()) / medianWallNs();
    }

    private long median(ToLongFunction<ProcessFigures> figure) {
        return sorted(figure)[(runs.size() - 1) / 2];
    }

    private long[] sorted(ToLongFunction<ProcessFigures> figure) {
        long[] values = runs.stream().mapToLong(figure).toArray();
        Arrays.sort(values);
        return values;
    }
}
