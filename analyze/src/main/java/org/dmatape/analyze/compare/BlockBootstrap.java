// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// How sure the ratio of a statistic on two sides is. Operations close in time depend on each other, and so do those of
/// one run; so runs are drawn with replacement, and within them blocks of consecutive operations, and the ratio is
/// computed again each time. The interval is that of the percentiles of these ratios.
///
/// Source of the method: Künsch 1989 (blocks), Davison and Hinkley 1997, section 3.8 (runs before blocks).
final class BlockBootstrap {

    private static final String GENERATOR = "L64X128MixRandom";

    private final int resamples;
    private final double confidence;
    private final long seed;

    BlockBootstrap(int resamples, double confidence, long seed) {
        this.resamples = resamples;
        this.confidence = confidence;
        this.seed = seed;
    }

    /// The interval of the ratio of `after` to `before`.
    Interval ratio(PooledSide before, PooledSide after, Statistic statistic) {
        RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
        double[] ratios = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            double denominator = before.statistic(statistic, before.drawn(random));
            double numerator = after.statistic(statistic, after.drawn(random));
            ratios[i] = ratio(denominator, numerator);
        }
        Arrays.sort(ratios);
        double tail = (1 - confidence) / 2;
        return new Interval(at(ratios, tail), at(ratios, 1 - tail));
    }

    /// Nothing against nothing is no change.
    static double ratio(double before, double after) {
        return before == 0 && after == 0 ? 1 : after / before;
    }

    private static double at(double[] sorted, double share) {
        int index = (int) Math.round(share * (sorted.length - 1));
        return sorted[index];
    }
}
