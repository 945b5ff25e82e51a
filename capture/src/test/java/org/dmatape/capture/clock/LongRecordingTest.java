// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Recordings with far more signals than are kept, of clocks whose rates change: the true relation lies within the
/// stated error at any time. `-Ddmatape.clock.seeds=N` tries more, `-Ddmatape.clock.kept=N` keeps more, with as
/// many more requests.
class LongRecordingTest {

    private static final int KEPT = Integer.getInteger("dmatape.clock.kept", 1 << 16);
    private static final int REQUESTS = 4 * KEPT;
    private static final long STEP_NS = 10_000_000;
    private static final long LARGE_NS = 200_000;
    /// Of the time, how much may have a greater error.
    private static final double RARE = 0.5;
    private static final double SECOND_NS = 1e9;
    /// What a clock gains in each second, more than in the second before.
    private static final double WARMING = 1e-6 / 60;
    private static final long WARM_WITHIN_NS = 120_000_000_000L;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("dmatape.clock.seeds", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theStatedErrorHoldsWhereQueuesTieAClockWhoseRateChanges(long seed) {
        SimulatedQueue queue = warming(seed);

        assertThat(largeErrors(queue, seed)).isLessThan(RARE);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theStatedErrorHoldsWherePagesTieAClockWhoseRateChanges(long seed) {
        SimulatedQueue queue = warming(seed);
        new SimulatedPages(queue, seed)
                .keeping(KEPT)
                .run(queue.driver().firstNs(), queue.driver().lastNs(), 0, 0, 0);

        assertThat(largeErrors(queue, seed)).isLessThan(RARE);
    }

    /// It becomes faster for two minutes and keeps that rate, or slower.
    private static SimulatedQueue warming(long seed) {
        double warming = new Random(seed).nextBoolean() ? WARMING : -WARMING;
        LongUnaryOperator gained = atNs -> {
            double warmingFor = Math.min(atNs, WARM_WITHIN_NS) / SECOND_NS;
            double warmFor = atNs / SECOND_NS - warmingFor;
            return Math.round(warming * warmingFor * (warmingFor / 2 + warmFor) * SECOND_NS);
        };
        SimulatedQueue queue =
                SimulatedQueue.ofDisciplinedClock(seed, 5e-6).corrected(gained).keeping(KEPT);
        queue.run(REQUESTS, 0.1, 0.1, 0.02);
        return queue;
    }

    private static double largeErrors(SimulatedQueue queue, long seed) {
        return StatedErrors.shareAbove(LARGE_NS, queue, seed, STEP_NS);
    }
}
