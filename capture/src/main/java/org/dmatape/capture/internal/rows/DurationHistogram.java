// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

/// How long things took, in buckets that are at most an eighth of their value wide.
public final class DurationHistogram {

    private static final int STEP_BITS = 3;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int BUCKETS = Long.SIZE * STEPS;

    private final long[] counts = new long[BUCKETS];
    private long total;

    void add(long durationNs) {
        counts[bucketOf(Math.max(0, durationNs))]++;
        total++;
    }

    /// The upper end of the bucket in which that share of all durations is reached; -1 when there were none.
    public long quantileNs(double share) {
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS && total > 0; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return highestOf(bucket);
            }
        }
        return -1;
    }

    /// Small numbers have a bucket each; above that the leading bit and the three behind it choose.
    private static int bucketOf(long value) {
        if (value < STEPS) {
            return (int) value;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        int step = (int) (value >>> (exponent - STEP_BITS)) & (STEPS - 1);
        return (exponent - STEP_BITS + 1) * STEPS + step;
    }

    private static long highestOf(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        return ((long) (STEPS + bucket % STEPS + 1) << shift) - 1;
    }
}
