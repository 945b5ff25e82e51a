// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.address;

/// Runs of pages of one region, used in turn but not in order. A run comes up again only after all others, so that two
/// buffers in use at the same time never share one.
public final class SweptPages {

    private static final long SPREAD = 40_503;

    private final long base;
    private final long runMask;
    private final int runBytes;
    private long used;

    /// @param runs number of runs, a power of two
    public SweptPages(PhysicalMemory memory, int runs, int runBytes) {
        base = memory.region((long) runs * runBytes);
        runMask = runs - 1L;
        this.runBytes = runBytes;
    }

    /// Physical address of the next run.
    public long next() {
        return base + (used++ * SPREAD & runMask) * runBytes;
    }
}
