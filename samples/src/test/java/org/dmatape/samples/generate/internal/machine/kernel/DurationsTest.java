// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.dmatape.samples.generate.Latency;
import org.junit.jupiter.api.Test;

class DurationsTest {

    private static final int MEDIAN_NS = 1_000;
    private static final int SAMPLES = 200_000;

    @Test
    void runsOnOneMachineHaveTheSameTailAndRunsOnAnotherDoNot() {
        long first = quantile(0.999, durations(1, 5, 0)::mapping);
        long second = quantile(0.999, durations(2, 5, 0)::mapping);
        long elsewhere = quantile(0.999, durations(1, 6, 0)::mapping);

        assertThat(first).isCloseTo(second, Percentage.withPercentage(1));
        assertThat(first).isNotCloseTo(elsewhere, Percentage.withPercentage(1));
    }

    @Test
    void onlyTheSlowestMappingsTakeLonger() {
        assertThat(quantile(0.5, durations(1, 5, 20)::mapping)).isEqualTo(quantile(0.5, durations(1, 5, 0)::mapping));
        assertThat((double) quantile(0.99, durations(1, 5, 20)::mapping))
                .isCloseTo(1.2 * quantile(0.99, durations(1, 5, 0)::mapping), Percentage.withPercentage(0.5));
        assertThat(quantile(0.99, durations(1, 5, 20)::other)).isEqualTo(quantile(0.99, durations(1, 5, 0)::other));
    }

    @Test
    void aTailIsNotShorter() {
        assertThatThrownBy(() -> new Latency(Optional.empty(), -1))
                .hasMessage("the slowest mappings take 0 to 1000 percent longer, not -1");
    }

    private record Machine(Durations durations) {

        long mapping() {
            return durations.ofMapping(MEDIAN_NS);
        }

        long other() {
            return durations.around(MEDIAN_NS);
        }
    }

    private static Machine durations(long seed, long machine, int mapTailPercent) {
        return new Machine(new Durations(new SeededRandom(seed), new Latency(Optional.of(machine), mapTailPercent)));
    }

    private static long quantile(double share, LongSupplier durations) {
        long[] sorted = LongStream.generate(durations).limit(SAMPLES).toArray();
        Arrays.sort(sorted);
        return sorted[(int) (share * SAMPLES)];
    }
}
