// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

/// A program that was measured on some input.
///
/// @param subject what was run, in words
/// @param events events of its input, 0 where that means nothing
/// @param series its runs
public record Measurement(String subject, long events, Series series) {

    private static final double NS_PER_SECOND = 1e9;

    /// Events per second of the median run.
    public double eventsPerSecond() {
        return events * NS_PER_SECOND / series.medianWallNs();
    }

    /// Events per second of processor time.
    public double eventsPerCpuSecond() {
        return events * NS_PER_SECOND / Math.max(1, series.medianCpuNs());
    }

    /// How many times the events per second of another program, and between which figures the runs leave that.
    public Ratio rateOver(Measurement other) {
        double eventRatio = (double) events / other.events;
        return other.wallOver(this).times(eventRatio);
    }

    /// How many times the wall time of another program.
    public Ratio wallOver(Measurement other) {
        return new Ratio(
                (double) series.medianWallNs() / other.series.medianWallNs(),
                (double) series.minWallNs() / other.series.maxWallNs(),
                (double) series.maxWallNs() / other.series.minWallNs());
    }
}
