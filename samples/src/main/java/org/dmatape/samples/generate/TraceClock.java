// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

/// Clock of the recording.
public enum TraceClock {
    /// Nanoseconds of `CLOCK_MONOTONIC`.
    MONO("mono"),
    /// Cycles of a 2.9 GHz time stamp counter, with the conversion in option `TSC2NSEC`.
    X86_TSC("x86-tsc");

    private final String label;

    TraceClock(String label) {
        this.label = label;
    }

    /// The name as tracefs and the command line write it.
    public String label() {
        return label;
    }
}
