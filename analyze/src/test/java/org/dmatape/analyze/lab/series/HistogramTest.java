// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private static final long SEED = 20261122;

    @Test
    void quantilesAreThoseOfTheValuesWithinTheWidthOfABin() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        double[] first =
                random.doubles(20_000).map(share -> Math.exp(6 + 2 * share)).toArray();
        double[] second = random.doubles(500).map(share -> 5_000 + 100 * share).toArray();

        Histogram sum = Histogram.sum(List.of(histogram(first), histogram(second)));

        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        Arrays.sort(all);
        assertThat(sum.total()).isEqualTo(20_500);
        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999}) {
            double exact = all[(int) Math.ceil(share * all.length) - 1];
            assertThat(sum.quantile(share))
                    .as("seed %d, share %s", SEED, share)
                    .isCloseTo(exact, Percentage.withPercentage(1.1));
        }
    }

    @Test
    void aBoundaryLiesInTheBinItBegins() {
        assertThat(Histogram.bin(0.5)).isEqualTo(Histogram.BELOW_ONE);
        assertThat(Histogram.bin(1)).isZero();
        assertThat(Histogram.bin(1024)).isEqualTo(640);
        assertThat(Histogram.lowerBound(640)).isCloseTo(1024, within(1e-9));
        assertThat(Histogram.lowerBound(Histogram.BELOW_ONE)).isZero();
    }

    @Test
    void whatIsNoDistributionIsRefused() {
        SortedMap<Integer, Long> nothingInBin = new TreeMap<>();
        nothingInBin.put(3, 0L);
        assertThatThrownBy(() -> new Histogram(nothingInBin)).hasMessage("bin 3 with count 0");
        assertThatThrownBy(() -> new Histogram(new TreeMap<>()).quantile(0.5))
                .hasMessage("a distribution without values has no quantile");
    }

    private static Histogram histogram(double[] values) {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (double value : values) {
            counts.merge(Histogram.bin(value), 1L, Long::sum);
        }
        return new Histogram(counts);
    }
}
