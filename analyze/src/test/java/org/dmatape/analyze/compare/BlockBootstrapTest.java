// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Draws recordings whose true change is known and asks how often it is judged rightly. The durations are skewed, as
/// those of mappings are, and those of one block have something in common.
class BlockBootstrapTest {

    private static final int TRIALS = 150;
    private static final int BLOCKS = 32;
    private static final int PER_BLOCK = 40;
    private static final double BLOCK_SPREAD = 0.05;
    private static final ComparisonOptions OPTIONS = ComparisonOptions.defaults();

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void whatDidNotChangeIsHardlyEverARegression(Statistic statistic) {
        long alarms = judgements(1.0, statistic).stream()
                .filter(judgement -> judgement == Judgement.REGRESSED)
                .count();

        assertThat(alarms).as("of %d", TRIALS).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Statistic.class,
            names = {"P50", "MEAN"})
    void aFifthMoreIsNearlyAlwaysFound(Statistic statistic) {
        long found = judgements(1.2, statistic).stream()
                .filter(judgement -> judgement == Judgement.REGRESSED)
                .count();

        assertThat(found).as("of %d", TRIALS).isGreaterThanOrEqualTo(TRIALS * 9 / 10);
    }

    @Test
    void aThirdLessIsAnImprovement() {
        assertThat(judgements(0.67, Statistic.P50)).containsOnly(Judgement.IMPROVED);
    }

    @Test
    void theIntervalHoldsTheTrueRatioAboutAsOftenAsItSays() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        BlockBootstrap bootstrap = new BlockBootstrap(500, 0.9, 1);
        int held = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Interval interval = bootstrap.ratio(side(random, 1.0), side(random, 1.5), Statistic.P50);
            held += interval.low() <= 1.5 && 1.5 <= interval.high() ? 1 : 0;
        }

        assertThat(held / (double) TRIALS).isCloseTo(0.9, within(0.08));
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(6);
        PooledSide before = side(random, 1.0);
        PooledSide after = side(random, 1.1);

        assertThat(new BlockBootstrap(200, 0.99, 7).ratio(before, after, Statistic.P99))
                .isEqualTo(new BlockBootstrap(200, 0.99, 7).ratio(before, after, Statistic.P99));
    }

    @Test
    void theQuantileIsTheOneOfTheSortedSample() {
        Sample sample = new Sample();
        IntStream.rangeClosed(1, 200).forEach(value -> sample.add(value % 4, 201 - value));
        PooledSide side = new PooledSide(List.of(sample));

        assertThat(side.statistic(Statistic.P50, side.asRecorded())).isEqualTo(100);
        assertThat(side.statistic(Statistic.P99, side.asRecorded())).isEqualTo(198);
        assertThat(side.statistic(Statistic.MEAN, side.asRecorded())).isEqualTo(100.5);
    }

    @Test
    void runsThatDifferMakeTheIntervalWider() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(8);
        BlockBootstrap bootstrap = new BlockBootstrap(500, 0.99, 1);
        PooledSide alike = new PooledSide(List.of(sample(random, 1), sample(random, 1), sample(random, 1)));
        PooledSide unlike = new PooledSide(List.of(sample(random, 0.7), sample(random, 1), sample(random, 1.4)));
        PooledSide after = side(random, 1);

        assertThat(width(bootstrap.ratio(unlike, after, Statistic.P50)))
                .isGreaterThan(3 * width(bootstrap.ratio(alike, after, Statistic.P50)));
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }

    private static List<Judgement> judgements(double factor, Statistic statistic) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
        BlockBootstrap bootstrap = new BlockBootstrap(400, OPTIONS.confidence(), OPTIONS.seed());
        List<Judgement> judgements = new ArrayList<>();
        for (int trial = 0; trial < TRIALS; trial++) {
            PooledSide before = side(random, 1);
            PooledSide after = side(random, factor);
            double ratio =
                    after.statistic(statistic, after.asRecorded()) / before.statistic(statistic, before.asRecorded());
            judgements.add(Judgement.of(ratio, bootstrap.ratio(before, after, statistic), OPTIONS.threshold()));
        }
        return judgements;
    }

    private static PooledSide side(RandomGenerator random, double factor) {
        return new PooledSide(List.of(sample(random, factor)));
    }

    private static Sample sample(RandomGenerator random, double factor) {
        Sample sample = new Sample();
        for (int block = 0; block < BLOCKS; block++) {
            double level = factor * 5000 * (1 + BLOCK_SPREAD * random.nextGaussian());
            for (int i = 0; i < PER_BLOCK; i++) {
                sample.add(block, level * Math.exp(0.4 * random.nextGaussian()));
            }
        }
        return sample;
    }
}
