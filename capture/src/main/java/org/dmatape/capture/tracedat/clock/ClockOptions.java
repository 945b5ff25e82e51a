// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.clock;

import java.util.HashMap;
import java.util.Map;
import org.dmatape.capture.tracedat.file.Cursor;
import org.dmatape.capture.tracedat.file.Printable;

/// Reads the options that correct time stamps.
public final class ClockOptions {

    private static final int FLAG_INTERPOLATE = 1;
    private static final int SAMPLE_COUNT_BYTES = 4;
    private static final int SAMPLE_BYTES = 3 * Long.BYTES;

    private ClockOptions() {}

    /// OFFSET: a decimal, hexadecimal (0x) or octal (0) number of nanoseconds as text.
    public static ClockCorrection readOffset(ClockCorrection correction, Cursor data) {
        long at = data.position();
        String text = data.text(data.remaining(), "the time offset").strip();
        try {
            return correction.plusOffset(text.isEmpty() ? 0 : Long.decode(text));
        } catch (NumberFormatException e) {
            throw data.damaged(at, "a time offset in nanoseconds", Printable.quoted(text));
        }
    }

    /// TSC2NSEC:
    ///
    ///     0    u32  multiplier
    ///     4    u32  bits to shift right
    ///     8    u64  offset, which trace-cmd reads and does not use
    public static ClockCorrection readTicks(ClockCorrection correction, Cursor data) {
        long multiplier = data.u32("the multiplier of the time stamp counter");
        long shiftBits = shiftBits(data, data.u32("the shift of the time stamp counter"));
        return correction.withTicks(multiplier, (int) shiftBits);
    }

    /// The identity of the recording that a TIME_SHIFT relates this one to.
    public static long peer(Cursor data) {
        return data.u64("the peer of the time shift");
    }

    /// TIME_SHIFT:
    ///
    ///     0    u64  identity of the other machine's recording
    ///     8    u32  flags, bit 0: interpolate between samples
    ///     12   u32  number of CPUs
    ///     16   per CPU: u32 n, n x s64 times, n x s64 offsets, n x u64 scalings
    ///     ..   per CPU: n x u64 bits of the scaling's fraction, where the recorder knew of them
    ///
    /// The peer has been read already.
    public static ClockCorrection readShift(ClockCorrection correction, Cursor data) {
        boolean interpolate = (data.u32("the flags of the time shift") & FLAG_INTERPOLATE) != 0;
        int cpus = data.count(SAMPLE_COUNT_BYTES, "CPUs");
        long[][] times = new long[cpus][];
        long[][] offsets = new long[cpus][];
        long[][] scalings = new long[cpus][];
        for (int cpu = 0; cpu < cpus; cpu++) {
            int samples = data.count(SAMPLE_BYTES, "time shift samples");
            times[cpu] = readAll(data, samples);
            offsets[cpu] = readAll(data, samples);
            scalings[cpu] = readAll(data, samples);
        }
        boolean fractions = data.remaining() > 0;
        Map<Integer, ClockShift> shifts = new HashMap<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            long[] fractionBits = new long[times[cpu].length];
            for (int i = 0; fractions && i < fractionBits.length; i++) {
                fractionBits[i] = shiftBits(data, data.u64("the fraction bits of a time shift"));
            }
            shifts.put(cpu, new ClockShift(times[cpu], offsets[cpu], scalings[cpu], fractionBits, interpolate));
        }
        return correction.withShifts(shifts);
    }

    private static long[] readAll(Cursor data, int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = data.u64("a sample of the time shift");
        }
        return values;
    }

    private static long shiftBits(Cursor data, long bits) {
        if (bits < 0 || bits > ClockCorrection.MOST_SHIFT_BITS) {
            throw data.damaged(
                    data.position(),
                    "a shift of at most " + ClockCorrection.MOST_SHIFT_BITS + " bits",
                    Long.toUnsignedString(bits));
        }
        return bits;
    }
}
