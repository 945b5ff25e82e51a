// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine;

/// How long things take: log-normally distributed around a median, as latencies are.
public final class Durations {

    private static final int TABLE_SIZE = 1 << 12;
    private static final double SIGMA = 0.45;
    private static final int FIXED_POINT_BITS = 10;

    private final SeededRandom random;
    private final int[] factors = new int[TABLE_SIZE];

    public Durations(SeededRandom random) {
        this.random = random;
        for (int i = 0; i < TABLE_SIZE; i++) {
            factors[i] = (int) (StrictMath.exp(SIGMA * normal()) * (1 << FIXED_POINT_BITS));
        }
    }

    /// A duration with this median; at least 1 ns.
    public long around(int medianNs) {
        return 1 + (((long) medianNs * factors[random.below(TABLE_SIZE)]) >> FIXED_POINT_BITS);
    }

    // Box and Muller; StrictMath makes it the same everywhere
    private double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
