// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// All runs of one side for one group: values in ascending order, each knowing its block. A statistic of the side is
/// computed from how often each block counts, so that drawing blocks anew does not sort anything anew.
final class PooledSide {

    private final double[] values;
    private final int[] blockOf;
    /// First block of each run, and behind the last one the number of blocks.
    private final int[] firstBlock;

    PooledSide(List<Sample> runs) {
        int size = runs.stream().mapToInt(Sample::size).sum();
        firstBlock = new int[runs.size() + 1];
        Integer[] order = new Integer[size];
        double[] unordered = new double[size];
        int[] unorderedBlocks = new int[size];
        int next = 0;
        for (int run = 0; run < runs.size(); run++) {
            Sample sample = runs.get(run);
            for (int i = 0; i < sample.size(); i++) {
                unordered[next] = sample.value(i);
                unorderedBlocks[next] = firstBlock[run] + sample.block(i);
                order[next] = next;
                next++;
            }
            firstBlock[run + 1] = firstBlock[run] + sample.blockCount();
        }
        Arrays.sort(order, (a, b) -> Double.compare(unordered[a], unordered[b]));
        values = new double[size];
        blockOf = new int[size];
        for (int i = 0; i < size; i++) {
            values[i] = unordered[order[i]];
            blockOf[i] = unorderedBlocks[order[i]];
        }
    }

    int size() {
        return values.length;
    }

    /// How often each block counts in the recordings as they are: once.
    int[] asRecorded() {
        int[] weights = new int[firstBlock[firstBlock.length - 1]];
        Arrays.fill(weights, 1);
        return weights;
    }

    /// Draws runs, and of each run as many blocks as it has, with replacement.
    int[] drawn(RandomGenerator random) {
        int runs = firstBlock.length - 1;
        int[] weights = new int[firstBlock[runs]];
        for (int draw = 0; draw < runs; draw++) {
            int run = runs == 1 ? 0 : random.nextInt(runs);
            int first = firstBlock[run];
            int blocks = firstBlock[run + 1] - first;
            for (int i = 0; i < blocks; i++) {
                weights[first + random.nextInt(blocks)]++;
            }
        }
        return weights;
    }

    /// The statistic when each block counts that often; not a number when nothing counts.
    double statistic(Statistic statistic, int[] weights) {
        return statistic == Statistic.MEAN ? mean(weights) : quantile(statistic.quantile(), weights);
    }

    private double mean(int[] weights) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < values.length; i++) {
            int weight = weights[blockOf[i]];
            sum += values[i] * weight;
            count += weight;
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private double quantile(double share, int[] weights) {
        long count = 0;
        for (int block : blockOf) {
            count += weights[block];
        }
        long wanted = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < values.length; i++) {
            seen += weights[blockOf[i]];
            if (seen >= wanted) {
                return values[i];
            }
        }
        return Double.NaN;
    }
}
