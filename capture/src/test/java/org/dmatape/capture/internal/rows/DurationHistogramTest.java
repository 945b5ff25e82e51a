// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationHistogramTest {

    @Test
    void nothingHasNoQuantile() {
        assertThat(new DurationHistogram().quantileNs(0.5)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 0.9, 0.99, 1})
    void quantilesAreAtMostAnEighthTooLarge(double share) {
        Random random = new Random(5);
        long[] durations = random.longs(10_000, 0, 40)
                .map(bits -> random.nextLong(1L << bits))
                .toArray();
        DurationHistogram histogram = new DurationHistogram();
        Arrays.stream(durations).forEach(histogram::add);
        Arrays.sort(durations);

        long exact = durations[(int) Math.ceil(share * durations.length) - 1];

        assertThat(histogram.quantileNs(share)).isBetween(exact, exact + exact / 8 + 1);
    }
}
