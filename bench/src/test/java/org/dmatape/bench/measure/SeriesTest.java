// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SeriesTest {

    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    @Test
    void statesFastestMedianAndSlowestRunWhateverTheirOrder() {
        Series series = series(30, 10, 20);

        assertThat(series.minWallNs()).isEqualTo(10);
        assertThat(series.medianWallNs()).isEqualTo(20);
        assertThat(series.maxWallNs()).isEqualTo(30);
        assertThat(series.spread()).isCloseTo(1, CLOSE);
    }

    @Test
    void takesTheLowerOfTwoMiddleRunsSoThatTheMedianIsARunThatHappened() {
        assertThat(series(40, 10, 30, 20).medianWallNs()).isEqualTo(20);
    }

    @Test
    void statesTheHighestPeakOfAnyRun() {
        Series series = new Series(List.of(new ProcessFigures(1, 1, 500), new ProcessFigures(2, 1, 400)));

        assertThat(series.peakRssBytes()).isEqualTo(500);
    }

    @Test
    void refusesASeriesWithoutRuns() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Series(List.of()));
    }

    @Test
    void comparesRatesOfProgramsThatReadDifferentNumbersOfEvents() {
        Measurement fast = new Measurement("fast", 6_000, series(900, 1_000, 1_200));
        Measurement slow = new Measurement("slow", 1_000, series(400, 500, 600));

        Ratio ratio = fast.rateOver(slow);

        // 6 events per ns over 2 events per ns; at worst 6000/1200 over 1000/400, at best 6000/900 over 1000/600
        assertThat(ratio.median()).isCloseTo(3, CLOSE);
        assertThat(ratio.least()).isCloseTo(2, CLOSE);
        assertThat(ratio.most()).isCloseTo(4, CLOSE);
    }

    @Test
    void comparesWallTimes() {
        Measurement longer = new Measurement("longer", 0, series(200, 300, 400));
        Measurement shorter = new Measurement("shorter", 0, series(80, 100, 100));

        Ratio ratio = longer.wallOver(shorter);

        assertThat(ratio.median()).isCloseTo(3, CLOSE);
        assertThat(ratio.least()).isCloseTo(2, CLOSE);
        assertThat(ratio.most()).isCloseTo(5, CLOSE);
    }

    @Test
    void statesEventsPerSecondOfTheMedianRun() {
        Measurement measurement = new Measurement("any", 3_000_000, series(2_000_000_000));

        assertThat(measurement.eventsPerSecond()).isCloseTo(1_500_000, CLOSE);
    }

    private static Series series(long... wallNs) {
        return new Series(Arrays.stream(wallNs)
                .mapToObj(ns -> new ProcessFigures(ns, ns, 0))
                .toList());
    }
}
