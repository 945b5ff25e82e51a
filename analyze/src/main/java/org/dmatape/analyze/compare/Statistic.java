// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

/// One number that stands for a sample.
public enum Statistic {
    /// Half of the sample is at most this.
    P50(0.5, 30),
    /// 99 % of the sample is at most this.
    P99(0.99, 500),
    /// The arithmetic mean.
    MEAN(Double.NaN, 30);

    private final double quantile;
    private final int minimumSize;

    Statistic(double quantile, int minimumSize) {
        this.quantile = quantile;
        this.minimumSize = minimumSize;
    }

    /// Share of the sample at or below it; not a number for the mean.
    double quantile() {
        return quantile;
    }

    /// A smaller sample says nothing about this statistic.
    int minimumSize() {
        return minimumSize;
    }
}
