// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.kernel;

import org.dmatape.samples.generate.Latency;

/// How long things take: log-normally distributed around a median, as latencies are.
public final class Durations {

    private static final int TABLE_SIZE = 1 << 12;
    private static final double SIGMA = 0.45;
    private static final int FIXED_POINT_BITS = 10;

    /// Factor from which on a duration is one of the slowest twentieth: that of 1.645 standard deviations.
    private static final int TAIL_FACTOR = (int) (StrictMath.exp(SIGMA * 1.645) * (1 << FIXED_POINT_BITS));
    private static final int PERCENT = 100;

    private final SeededRandom random;
    private final int mapTailPercent;
    private final int[] factors = new int[TABLE_SIZE];

    /// @param random what is drawn while the machine runs, and the machine itself when it has no seed of its own
    /// @param latency the machine
    public Durations(SeededRandom random, Latency latency) {
        this.random = random;
        mapTailPercent = latency.mapTailPercent();
        SeededRandom machine = latency.machine().map(SeededRandom::new).orElse(random);
        for (int i = 0; i < TABLE_SIZE; i++) {
            factors[i] = (int) (StrictMath.exp(SIGMA * normal(machine)) * (1 << FIXED_POINT_BITS));
        }
    }

    /// A duration with this median; at least 1 ns.
    public long around(int medianNs) {
        return scaled(medianNs, factors[random.below(TABLE_SIZE)]);
    }

    /// The same for a mapping, whose tail may be longer.
    public long ofMapping(int medianNs) {
        int factor = factors[random.below(TABLE_SIZE)];
        long usual = scaled(medianNs, factor);
        return factor < TAIL_FACTOR ? usual : usual + usual * mapTailPercent / PERCENT;
    }

    private static long scaled(int medianNs, int factor) {
        return 1 + (((long) medianNs * factor) >> FIXED_POINT_BITS);
    }

    // Box and Muller; StrictMath makes it the same everywhere
    private static double normal(SeededRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
