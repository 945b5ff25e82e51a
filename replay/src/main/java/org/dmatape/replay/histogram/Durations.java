// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.histogram;

/// Durations in buckets: 16 for every power of two, so a quantile is exact to one sixteenth.
public final class Durations {

    private static final int BITS_KEPT = 4;
    private static final int BUCKETS = Long.SIZE << BITS_KEPT;

    private final long[] counts = new long[BUCKETS];
    private long count;
    private long minNs = Long.MAX_VALUE;
    private long maxNs;
    private long totalNs;

    /// Counts a duration; a negative one as 0.
    public void add(long durationNs) {
        long ns = Math.max(0, durationNs);
        counts[bucket(ns)]++;
        count++;
        minNs = Math.min(minNs, ns);
        maxNs = Math.max(maxNs, ns);
        totalNs += ns;
    }

    /// Counts all that another one has counted.
    public void addAll(Durations others) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            counts[bucket] += others.counts[bucket];
        }
        count += others.count;
        minNs = Math.min(minNs, others.minNs);
        maxNs = Math.max(maxNs, others.maxNs);
        totalNs += others.totalNs;
    }

    /// How many there are.
    public long count() {
        return count;
    }

    /// The shortest.
    public long minNs() {
        return minNs;
    }

    /// The longest, or 0.
    public long maxNs() {
        return maxNs;
    }

    /// All together.
    public long totalNs() {
        return totalNs;
    }

    /// At most this long were so many of them.
    ///
    /// @param share of all, 0 to 1
    public long quantileNs(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return Math.min(maxNs, upperBound(bucket));
            }
        }
        return maxNs;
    }

    private static int bucket(long ns) {
        if (ns < 1 << BITS_KEPT) {
            return (int) ns;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(ns);
        int mantissa = (int) (ns >>> (exponent - BITS_KEPT)) & ((1 << BITS_KEPT) - 1);
        return ((exponent - BITS_KEPT + 1) << BITS_KEPT) + mantissa;
    }

    private static long upperBound(int bucket) {
        if (bucket < 1 << BITS_KEPT) {
            return bucket;
        }
        int exponent = (bucket >> BITS_KEPT) + BITS_KEPT - 1;
        long mantissa = (bucket & ((1 << BITS_KEPT) - 1)) | (1 << BITS_KEPT);
        return ((mantissa + 1) << (exponent - BITS_KEPT)) - 1;
    }
}
