// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.kernel;

/// Random numbers that are the same for a seed on every Java version: SplitMix64 (Steele, Lea, Flood 2014).
public final class SeededRandom {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    public SeededRandom(long seed) {
        state = seed;
    }

    /// 64 random bits.
    public long nextLong() {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /// A number from 0 to `bound - 1`.
    public int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /// True once in `n` times on average.
    public boolean oneIn(int n) {
        return below(n) == 0;
    }

    /// A number between 0 (inclusive) and 1 (exclusive).
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }
}
