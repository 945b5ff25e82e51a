// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.series;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A distribution that can be added to others: counts in bins that grow by the 64th root of two, so that a quantile
/// is off by at most 1.1 %. Bin `i` holds values `v` with `2^(i/64) <= v < 2^((i+1)/64)`, which SQL computes as
/// `floor(log2(v) * 64)`; values below one are in bin -1.
///
/// @param counts count by bin, without empty bins, in order of bin
public record Histogram(SortedMap<Integer, Long> counts) {

    /// Bins per doubling.
    public static final int BINS_PER_OCTAVE = 64;
    /// Bin of values below one.
    public static final int BELOW_ONE = -1;

    /// Copies the counts.
    public Histogram {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        counts.forEach((bin, count) -> {
            if (bin < BELOW_ONE || count < 1) {
                throw new IllegalArgumentException("bin " + bin + " with count " + count);
            }
        });
    }

    /// The sum of several distributions.
    public static Histogram sum(List<Histogram> histograms) {
        SortedMap<Integer, Long> sum = new TreeMap<>();
        for (Histogram histogram : histograms) {
            histogram.counts.forEach((bin, count) -> sum.merge(bin, count, Long::sum));
        }
        return new Histogram(sum);
    }

    /// The bin of a value.
    public static int bin(double value) {
        return value < 1 ? BELOW_ONE : (int) Math.floor(Math.log(value) / Math.log(2) * BINS_PER_OCTAVE);
    }

    /// Smallest value of a bin.
    public static double lowerBound(int bin) {
        return bin == BELOW_ONE ? 0 : Math.pow(2, bin / (double) BINS_PER_OCTAVE);
    }

    /// How many values there are.
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// A quantile, as the lower bound of the bin it lies in.
    ///
    /// @param share 0 to 1
    public double quantile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * total()));
        long seen = 0;
        for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= wanted) {
                return lowerBound(entry.getKey());
            }
        }
        throw new IllegalStateException("a distribution without values has no quantile");
    }
}
