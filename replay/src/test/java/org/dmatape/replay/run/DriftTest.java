// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DriftTest {

    private static final Percentage ONE_SIXTEENTH = Percentage.withPercentage(6.25);

    @Test
    void quantilesAreExactToOneSixteenth() {
        long[] late = new Random(1).longs(10_000, 1, 50_000_000).sorted().toArray();
        Drift drift = new Drift();
        LongStream.of(late).forEach(drift::add);

        assertThat(drift.quantileNs(0.5)).isCloseTo(late[4_999], ONE_SIXTEENTH);
        assertThat(drift.quantileNs(0.99)).isCloseTo(late[9_899], ONE_SIXTEENTH);
        assertThat(drift.quantileNs(1)).isEqualTo(late[9_999]);
        assertThat(drift.maxNs()).isEqualTo(late[9_999]);
        assertThat(drift.sumNs()).isEqualTo(LongStream.of(late).sum());
        assertThat(drift.steps()).isEqualTo(10_000);
    }

    @Test
    void aReplayInTimeHasNone() {
        Drift drift = new Drift();
        drift.add(0);
        drift.add(0);

        assertThat(drift.quantileNs(0.99)).isZero();
        assertThat(drift.lastNs()).isZero();
    }

    @Test
    void theLongestLatenessThereIsHasABucket() {
        Drift drift = new Drift();
        drift.add(Long.MAX_VALUE);

        assertThat(drift.quantileNs(0.5)).isEqualTo(Long.MAX_VALUE);
    }
}
