// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Finds change points by E-divisive means with Student's t-test for significance, as Apache Otava does: windows that
/// overlap by half are split at ever weaker points, ten times less sure than asked for; then the weakest are taken
/// away until all that are left are as sure, and as large, as asked for.
///
/// Source: Fleming et al. 2023, "Hunter: Using Change Point Detection to Hunt for Performance Regressions", section
/// 3.
///
/// @param window values looked at together
/// @param maximumP largest probability of a difference like that across a point without a change
/// @param minimumEffect smallest change, as a fraction
public record ChangePointSearch(int window, double maximumP, double minimumEffect) {

    private static final int FEWEST = 2;
    private static final double WEAK = 10;
    private static final double WEAKEST = 0.5;

    /// All change points, in order.
    public List<ChangePoint> find(double[] values) {
        NavigableSet<Integer> weak = new TreeSet<>();
        int start = 0;
        while (start + FEWEST < values.length) {
            NavigableSet<Integer> found = split(values, start, Math.min(start + window, values.length));
            weak.addAll(found);
            int next = start + Math.max(1, window / 2);
            start = found.isEmpty() ? next : Math.max(next, found.last());
        }
        return merge(values, weak);
    }

    private NavigableSet<Integer> split(double[] values, int from, int to) {
        double[] inWindow = Arrays.copyOfRange(values, from, to);
        NavigableSet<Integer> splits = new TreeSet<>();
        split(inWindow, new EnergySplit(inWindow), 0, inWindow.length, splits);
        NavigableSet<Integer> shifted = new TreeSet<>();
        splits.forEach(split -> shifted.add(from + split));
        return shifted;
    }

    private void split(double[] values, EnergySplit energy, int from, int to, NavigableSet<Integer> splits) {
        Optional<Integer> split = energy.find(from, to);
        if (split.isPresent() && test(values, from, split.get(), to).p() <= Math.min(WEAKEST, WEAK * maximumP)) {
            splits.add(split.get());
            split(values, energy, from, split.get(), splits);
            split(values, energy, split.get(), to, splits);
        }
    }

    private List<ChangePoint> merge(double[] values, NavigableSet<Integer> splits) {
        while (true) {
            List<ChangePoint> points = test(values, splits);
            Optional<ChangePoint> weakest = points.stream()
                    .filter(point -> point.p() > maximumP)
                    .max(Comparator.comparingDouble(ChangePoint::p))
                    .or(() -> points.stream()
                            .filter(point -> Math.abs(point.effect()) < minimumEffect)
                            .min(Comparator.comparingDouble(point -> Math.abs(point.effect()))));
            if (weakest.isEmpty()) {
                return points;
            }
            splits.remove(weakest.get().index());
        }
    }

    private static List<ChangePoint> test(double[] values, NavigableSet<Integer> splits) {
        List<ChangePoint> points = new ArrayList<>();
        int from = 0;
        for (int split : splits) {
            Integer next = splits.higher(split);
            points.add(test(values, from, split, next == null ? values.length : next));
            from = split;
        }
        return points;
    }

    private static ChangePoint test(double[] values, int from, int split, int to) {
        double[] before = Arrays.copyOfRange(values, from, split);
        double[] after = Arrays.copyOfRange(values, split, to);
        return new ChangePoint(
                split,
                before.length,
                after.length,
                Levels.mean(before),
                Levels.mean(after),
                Significance.ofDifferentMeans(before, after));
    }
}
