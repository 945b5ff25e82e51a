// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.layout;

import org.dmatape.samples.generate.TraceClock;

/// Turns nanoseconds into time stamps.
///
/// @param clock clock of the recording
/// @param tickNs resolution of the clock
public record ClockUnits(TraceClock clock, int tickNs) {

    /// The time stamp counter runs at 2.9 GHz: 29 cycles in 10 ns.
    private static final int TSC_CYCLES = 29;

    private static final int TSC_NS = 10;

    /// Binary digits of [#tscMultiplier()] behind the point.
    public static final int TSC_SHIFT = 31;

    /// `ns = cycles * multiplier >> TSC_SHIFT`.
    public static long tscMultiplier() {
        return ((1L << TSC_SHIFT) * TSC_NS + TSC_CYCLES / 2) / TSC_CYCLES;
    }

    long stamp(long timeNs) {
        long ticked = tickNs == 1 ? timeNs : timeNs - timeNs % tickNs;
        return switch (clock) {
            case MONO -> ticked;
            case X86_TSC -> ticked / TSC_NS * TSC_CYCLES + ticked % TSC_NS * TSC_CYCLES / TSC_NS;
        };
    }
}
