// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClockShiftTest {

    private static final long[] ONE = {1, 1, 1};
    private static final long[] ZERO = {0, 0, 0};
    private static final long[] TIMES = {1000, 2000, 3000};
    private static final long[] OFFSETS = {10, 30, -70};

    @ParameterizedTest
    @CsvSource({"0, 10", "500, 10", "1000, 10", "1999, 10", "2000, 30", "2500, 30", "3000, 30", "9000, 30"})
    void withoutInterpolationTheSampleBeforeCounts(long time, long offset) {
        ClockShift shift = new ClockShift(TIMES, OFFSETS, ONE, ZERO, false);

        assertThat(shift.apply(time)).isEqualTo(time + offset);
    }

    /// Rounded as trace-cmd does it: half a nanosecond is added, then digits are cut, which is 1 too many below zero.
    @ParameterizedTest
    @CsvSource({"1000, 10", "1500, 20", "2000, 30", "2500, -19", "3000, -69", "3500, -119", "900, 9"})
    void withInterpolationOffsetsLieOnTheLineOfTwoSamples(long time, long offset) {
        ClockShift shift = new ClockShift(TIMES, OFFSETS, ONE, ZERO, true);

        assertThat(shift.apply(time)).isEqualTo(time + offset);
    }

    @Test
    void samplesAreTakenInOrderOfTimeAndOnce() {
        ClockShift shift = new ClockShift(new long[] {2000, 1000, 2000}, new long[] {30, 10, 99}, ONE, ZERO, false);

        assertThat(shift.apply(1500)).isEqualTo(1510);
        assertThat(shift.apply(2500)).isEqualTo(2510);
    }

    @Test
    void oneSampleIsAddedWithoutScaling() {
        ClockShift shift = new ClockShift(new long[] {5}, new long[] {-3}, new long[] {7}, new long[] {0}, true);

        assertThat(shift.apply(100)).isEqualTo(97);
    }

    @Test
    void noSampleChangesNothing() {
        assertThat(new ClockShift(new long[0], new long[0], new long[0], new long[0], true).apply(100))
                .isEqualTo(100);
    }

    @Test
    void scalingHas128BitsInBetween() {
        Random random = new Random(4711);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong();
            long factor = random.nextLong();
            int bits = random.nextInt(ClockCorrection.MOST_SHIFT_BITS + 1);
            BigInteger exact = unsigned(value).multiply(unsigned(factor)).shiftRight(bits);

            assertThat(ClockCorrection.multiplyAndShift(value, factor, bits)).isEqualTo(exact.longValue());
        }
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}
