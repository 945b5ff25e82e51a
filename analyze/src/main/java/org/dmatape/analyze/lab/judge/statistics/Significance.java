// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.TTest;

/// Probabilities of what was seen if nothing had changed; all of them for changes in either direction. Where values
/// do not vary at all, as counts may, a difference is certain and its probability is zero.
public final class Significance {

    /// Above it the normal approximation is as good, and the exact distribution takes too much memory.
    private static final int MOST_PAIRS_EXACTLY = 2_000;

    private Significance() {}

    /// That values of two groups differ as much in rank: says nothing of how they are distributed, and an outlier
    /// counts as one value. Values that are equal count as if they were in the order that speaks least for a
    /// difference, so that the exact distribution holds for them too.
    public static double ofDifferentRanks(double[] before, double[] after) {
        if (isConstant(before) && isConstant(after)) {
            return before[0] == after[0] ? 1 : 0;
        }
        boolean rises = Levels.mean(after) > Levels.mean(before);
        List<Ranked> order = new ArrayList<>();
        Arrays.stream(before).forEach(value -> order.add(new Ranked(value, rises)));
        Arrays.stream(after).forEach(value -> order.add(new Ranked(value, !rises)));
        order.sort(Comparator.comparingDouble(Ranked::value).thenComparing(Ranked::last));
        double[] low = positions(order, !rises);
        double[] high = positions(order, rises);
        PValueMethod method =
                low.length * high.length <= MOST_PAIRS_EXACTLY ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC;
        return MannWhitneyUTest.withDefaults().with(method).test(low, high).getPValue();
    }

    /// A value, and whether it comes last among its equals.
    private record Ranked(double value, boolean last) {}

    private static double[] positions(List<Ranked> order, boolean last) {
        return IntStream.range(0, order.size())
                .filter(position -> order.get(position).last() == last)
                .asDoubleStream()
                .toArray();
    }

    /// That one more value lies this far from values like these.
    public static double ofOneMore(double[] before, double one) {
        double distance = Math.abs(one - Levels.mean(before));
        double error = errorOfOneMore(before);
        if (error == 0) {
            return distance == 0 ? 1 : 0;
        }
        return 2 * TDistribution.of(before.length - 1).survivalProbability(distance / error);
    }

    /// How far from their mean one more value has to lie to be called significant.
    public static double noticeable(double[] before, double p) {
        double error = errorOfOneMore(before);
        return error == 0 ? 0 : error * TDistribution.of(before.length - 1).inverseSurvivalProbability(p / 2);
    }

    /// That the means of two groups of the same spread differ as much.
    public static double ofDifferentMeans(double[] before, double[] after) {
        if (before.length + after.length < 3) {
            return 1;
        }
        if (isConstant(before) && isConstant(after)) {
            return before[0] == after[0] ? 1 : 0;
        }
        if (before.length == 1 || after.length == 1) {
            return before.length == 1 ? ofOneMore(after, before[0]) : ofOneMore(before, after[0]);
        }
        return TTest.withDefaults()
                .with(DataDispersion.HOMOSCEDASTIC)
                .test(before, after)
                .getPValue();
    }

    private static double errorOfOneMore(double[] before) {
        return Levels.standardDeviation(before) * Math.sqrt(1 + 1.0 / before.length);
    }

    private static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }
}
