// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.statistics;

import java.util.Arrays;

/// What is said of a few numbers and of the step between two.
public final class Levels {

    private Levels() {}

    /// The arithmetic mean of at least one value.
    public static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /// The standard deviation of a sample; 0 for a single value.
    public static double standardDeviation(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
    }

    /// The relative change from one level to another.
    public static double relativeChange(double before, double after) {
        return before == after ? 0 : (after - before) / Math.abs(before);
    }
}
