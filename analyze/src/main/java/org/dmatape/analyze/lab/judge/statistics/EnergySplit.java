// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.statistics;

import java.util.Optional;

/// Where a sequence is most unlike itself: the point at which the energy distance between what lies before and what
/// follows is largest. What follows may end before the sequence does, so that the first of several changes is found
/// although a later one undoes it.
///
/// Source: Matteson and James 2014, "A Nonparametric Approach for Multiple Change Point Analysis of Multivariate
/// Data", section 2, with the distance to the power of one.
final class EnergySplit {

    /// Row by row, the distances of a value to the values before an index, added up.
    private final double[][] distances;

    /// @param values the sequence
    EnergySplit(double[] values) {
        distances = new double[values.length][values.length + 1];
        for (int row = 0; row < values.length; row++) {
            for (int i = 0; i < values.length; i++) {
                distances[row][i + 1] = distances[row][i] + Math.abs(values[row] - values[i]);
            }
        }
    }

    /// The first index of what follows; empty when nothing differs.
    ///
    /// @param from first index looked at
    /// @param to index behind the last one
    Optional<Integer> find(int from, int to) {
        double best = 0;
        int split = -1;
        double withinBefore = 0;
        for (int tau = from + 1; tau < to; tau++) {
            withinBefore += distance(tau - 1, from, tau - 1);
            double between = 0;
            double withinAfter = 0;
            for (int kappa = tau + 1; kappa <= to; kappa++) {
                between += distance(kappa - 1, from, tau);
                withinAfter += distance(kappa - 1, tau, kappa - 1);
                double difference = difference(between, withinBefore, withinAfter, tau - from, kappa - tau);
                if (difference > best) {
                    best = difference;
                    split = tau;
                }
            }
        }
        return split < 0 ? Optional.empty() : Optional.of(split);
    }

    /// The energy distance, weighted by how many values there are on both sides.
    private static double difference(double between, double withinBefore, double withinAfter, int before, int after) {
        double meanBetween = between / ((double) before * after);
        double difference = 2 * meanBetween - meanOfPairs(withinBefore, before) - meanOfPairs(withinAfter, after);
        return difference * before * after / (before + after);
    }

    private static double meanOfPairs(double sum, int size) {
        return size < 2 ? 0 : 2 * sum / ((double) size * (size - 1));
    }

    private double distance(int index, int from, int to) {
        return distances[index][to] - distances[index][from];
    }
}
