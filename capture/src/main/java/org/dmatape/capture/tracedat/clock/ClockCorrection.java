// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.clock;

import java.util.Map;

/// What the file asks to be done to every time stamp, in this order: relate it to the clock of another machine
/// (TIME_SHIFT), turn ticks into nanoseconds (TSC2NSEC), add a constant (OFFSET). It is what `trace-cmd report` does,
/// too, except that the date (DATE) is not added: a tape keeps to the trace's own clock.
///
/// @param shifts relation to another machine's clock, by CPU
/// @param multiplier nanoseconds per tick, times 2 to the power of `shiftBits`; 0 when stamps are nanoseconds
/// @param shiftBits bits to shift right after multiplying
/// @param offsetNs nanoseconds to add
public record ClockCorrection(Map<Integer, ClockShift> shifts, long multiplier, int shiftBits, long offsetNs) {

    /// Leaves every time as it is.
    public static final ClockCorrection NONE = new ClockCorrection(Map.of(), 0, 0, 0);

    /// Bits a product of 64 bits can be shifted.
    static final int MOST_SHIFT_BITS = 63;

    public ClockCorrection {
        shifts = Map.copyOf(shifts);
    }

    ClockCorrection withShifts(Map<Integer, ClockShift> newShifts) {
        return new ClockCorrection(newShifts, multiplier, shiftBits, offsetNs);
    }

    ClockCorrection withTicks(long newMultiplier, int newShiftBits) {
        return new ClockCorrection(shifts, newMultiplier, newShiftBits, offsetNs);
    }

    ClockCorrection plusOffset(long moreNs) {
        return new ClockCorrection(shifts, multiplier, shiftBits, offsetNs + moreNs);
    }

    /// Corrects the first `count` times of one CPU in place.
    public void apply(int cpu, long[] times, int count) {
        ClockShift shift = shifts.get(cpu);
        if (shift != null) {
            for (int i = 0; i < count; i++) {
                times[i] = shift.apply(times[i]);
            }
        }
        if (multiplier != 0) {
            for (int i = 0; i < count; i++) {
                times[i] = multiplyAndShift(times[i], multiplier, shiftBits);
            }
        }
        if (offsetNs != 0) {
            for (int i = 0; i < count; i++) {
                times[i] += offsetNs;
            }
        }
    }

    /// `value * factor >> bits`, unsigned, with 128 bits in between.
    static long multiplyAndShift(long value, long factor, int bits) {
        long low = value * factor;
        if (bits == 0) {
            return low;
        }
        return low >>> bits | Math.unsignedMultiplyHigh(value, factor) << (Long.SIZE - bits);
    }
}
