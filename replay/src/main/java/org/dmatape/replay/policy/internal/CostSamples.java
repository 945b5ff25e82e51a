// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import org.dmatape.replay.histogram.Durations;

/// Durations of one kind of operation, the small ones and the large ones apart: the medians of the two give the
/// fixed part and the part per unit. Medians, because an interrupt or a preempted CPU inside an operation must not
/// count.
final class CostSamples {

    private static final double MEDIAN = 0.5;

    /// Closer together, what else is different about the operations counts for more than their size.
    private static final double LEAST_UNITS_APART = 2;

    /// Fewer say nothing.
    private static final long FEWEST = 30;

    private final Durations small = new Durations();
    private final Durations large = new Durations();
    private double smallUnits;
    private double largeUnits;

    void small(double units, long durationNs) {
        small.add(durationNs);
        smallUnits += units;
    }

    void large(double units, long durationNs) {
        large.add(durationNs);
        largeUnits += units;
    }

    void addAll(CostSamples others) {
        small.addAll(others.small);
        large.addAll(others.large);
        smallUnits += others.smallUnits;
        largeUnits += others.largeUnits;
    }

    boolean hasSmall() {
        return small.count() >= FEWEST;
    }

    boolean hasSlope() {
        return hasSmall() && large.count() >= FEWEST && unitsApart() >= LEAST_UNITS_APART && perUnitNs() > 0;
    }

    long smallCount() {
        return small.count();
    }

    long largeCount() {
        return large.count();
    }

    double smallNs() {
        return small.quantileNs(MEDIAN);
    }

    double largeMeanUnits() {
        return largeUnits / large.count();
    }

    /// What one unit takes.
    double perUnitNs() {
        return (large.quantileNs(MEDIAN) - smallNs()) / unitsApart();
    }

    private double unitsApart() {
        return largeMeanUnits() - smallUnits / small.count();
    }

    /// What an operation of no unit takes.
    double fixedNs() {
        return Math.max(0, smallNs() - perUnitNs() * smallUnits / small.count());
    }
}
