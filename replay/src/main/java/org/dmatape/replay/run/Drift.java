// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

/// How late steps were against their plan. Lateness is counted in buckets of at most one sixteenth of its size, so that
/// its memory does not depend on how many steps there are.
public final class Drift {

    private static final int BITS_KEPT = 4;
    private static final int BUCKETS = Long.SIZE << BITS_KEPT;

    private final long[] counts = new long[BUCKETS];
    private long steps;
    private long maxNs;
    private long sumNs;
    private long lastNs;

    /// A step was this late; 0 when it was in time.
    public void add(long lateNs) {
        counts[bucket(lateNs)]++;
        steps++;
        sumNs += lateNs;
        maxNs = Math.max(maxNs, lateNs);
        lastNs = lateNs;
    }

    /// Steps counted.
    public long steps() {
        return steps;
    }

    /// How late the latest step was.
    public long maxNs() {
        return maxNs;
    }

    /// How late the last step was: by so much the replay took longer than planned.
    public long lastNs() {
        return lastNs;
    }

    /// How late all steps were together.
    public long sumNs() {
        return sumNs;
    }

    /// At most this late were so many of the steps, exact to one sixteenth.
    ///
    /// @param share of the steps, 0 to 1
    public long quantileNs(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * steps));
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
            return (int) Math.max(ns, 0);
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
