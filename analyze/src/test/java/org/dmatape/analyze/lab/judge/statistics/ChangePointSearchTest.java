// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class ChangePointSearchTest {

    private static final long SEED = 11;
    /// Two levels, with the outlier and the noise of a benchmark.
    private static final double[] HALVED = {
        1.02, 0.95, 0.99, 1.00, 1.12, 1.00, 1.01, 0.98, 1.01, 0.96, 0.50, 0.51, 0.48, 0.48, 0.55, 0.50, 0.49, 0.51,
        0.50, 0.49
    };

    /// The series and the answer are those of Otava's own test.
    @Test
    void findsWhatOtavaFinds() {
        assertThat(new ChangePointSearch(10, 0.0001, 0).find(HALVED))
                .extracting(ChangePoint::index)
                .containsExactly(10);
    }

    @Test
    void findsSeveralLevelsAcrossWindows() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        double[] values = new double[160];
        for (int i = 0; i < values.length; i++) {
            double level = i < 40 ? 100 : i < 90 ? 110 : 95;
            values[i] = level + random.nextGaussian();
        }

        assertThat(new ChangePointSearch(50, 0.0001, 0.02).find(values))
                .as("seed %d", SEED)
                .extracting(ChangePoint::index)
                .containsExactly(40, 90);
    }

    @Test
    void whatIsSmallerThanAskedForIsNoChange() {
        assertThat(new ChangePointSearch(10, 0.0001, 0.6).find(HALVED)).isEmpty();
    }

    @Test
    void aConstantHasNoChangeAndAStepOfConstantsIsCertain() {
        double[] steps = new double[20];
        assertThat(new ChangePointSearch(50, 0.001, 0).find(steps)).isEmpty();
        Arrays.fill(steps, 12, 20, 1);
        assertThat(new ChangePointSearch(50, 0.001, 0).find(steps))
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.index()).isEqualTo(12);
                    assertThat(point.p()).isZero();
                    assertThat(point.effect()).isInfinite();
                });
    }

    @Test
    void theSplitIsTheLargestEnergyDistanceByTheBook() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int round = 0; round < 50; round++) {
            double[] values = random.doubles(2 + random.nextInt(14)).toArray();

            assertThat(new EnergySplit(values).find(0, values.length))
                    .as("seed %d, round %d: %s", SEED, round, Arrays.toString(values))
                    .isEqualTo(byTheBook(values));
        }
    }

    /// Matteson and James 2014, equations 5 and 6, term by term.
    private static Optional<Integer> byTheBook(double[] values) {
        double best = 0;
        Optional<Integer> split = Optional.empty();
        for (int tau = 1; tau < values.length; tau++) {
            for (int kappa = tau + 1; kappa <= values.length; kappa++) {
                double[] x = Arrays.copyOfRange(values, 0, tau);
                double[] y = Arrays.copyOfRange(values, tau, kappa);
                double energy = 2 * mean(x, y) - meanOfPairs(x) - meanOfPairs(y);
                double statistic = energy * x.length * y.length / (x.length + y.length);
                if (statistic > best + 1e-12) {
                    best = statistic;
                    split = Optional.of(tau);
                }
            }
        }
        return split;
    }

    private static double mean(double[] x, double[] y) {
        double sum = 0;
        for (double one : x) {
            for (double other : y) {
                sum += Math.abs(one - other);
            }
        }
        return sum / x.length / y.length;
    }

    private static double meanOfPairs(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = i + 1; j < x.length; j++) {
                sum += Math.abs(x[i] - x[j]);
            }
        }
        return x.length < 2 ? 0 : sum * 2 / (x.length * (x.length - 1.0));
    }
}
