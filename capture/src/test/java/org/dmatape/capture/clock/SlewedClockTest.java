// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A clock that is moved while it is recorded, faster than it strays: the stated error holds all the same, and is small
/// away from where it happened. `-Ddmatape.clock.seeds=N` tries more.
class SlewedClockTest {

    private static final long MILLISECOND_NS = 1_000_000;
    private static final long STEP_NS = 10 * MILLISECOND_NS;
    private static final long SLEWED_AT_NS = 6_000 * MILLISECOND_NS;
    private static final int REQUESTS = 9_000;
    /// Of the time, how much may have a greater error.
    private static final double RARE = 0.3;

    private static final double OFTEN = 0.5;

    private static final long FEW_MICROSECONDS_NS = 12_000;

    static Stream<Arguments> slews() {
        long seeds = Long.getLong("dmatape.clock.seeds", 2);
        return Stream.of(
                        Arguments.of(10, 1_000),
                        Arguments.of(20, 1_000),
                        Arguments.of(100, 1_000),
                        Arguments.of(500, 1_000),
                        Arguments.of(50, 100))
                .flatMap(slew -> Stream.iterate(0L, seed -> seed < seeds, seed -> seed + 1)
                        .map(seed -> Arguments.of(slew.get()[0], slew.get()[1], seed)));
    }

    @ParameterizedTest
    @MethodSource("slews")
    void theStatedErrorHoldsWherePagesTieTheClocks(int byMicroseconds, int withinMilliseconds, long seed) {
        SimulatedQueue queue = slewed(byMicroseconds, withinMilliseconds, seed);
        new SimulatedPages(queue, seed)
                .run(queue.driver().firstNs(), queue.driver().lastNs(), 0, 0, 0);

        assertThat(largeErrors(queue, seed)).isLessThan(RARE);
    }

    @ParameterizedTest
    @MethodSource("slews")
    void theStatedErrorHoldsWhereQueuesAloneTieTheClocks(int byMicroseconds, int withinMilliseconds, long seed) {
        assertThat(largeErrors(slewed(byMicroseconds, withinMilliseconds, seed), seed))
                .isLessThan(OFTEN);
    }

    private static SimulatedQueue slewed(int byMicroseconds, int withinMilliseconds, long seed) {
        long byNs = byMicroseconds * 1_000L;
        long withinNs = withinMilliseconds * MILLISECOND_NS;
        LongUnaryOperator correction = atNs -> byNs * Math.clamp(atNs - SLEWED_AT_NS, 0, withinNs) / withinNs;
        SimulatedQueue queue = SimulatedQueue.ofDisciplinedClock(seed, 5e-6).corrected(correction);
        queue.run(REQUESTS, 0.1, 0.1, 0.02);
        return queue;
    }

    private static double largeErrors(SimulatedQueue queue, long seed) {
        return StatedErrors.shareAbove(FEW_MICROSECONDS_NS, queue, seed, STEP_NS);
    }
}
