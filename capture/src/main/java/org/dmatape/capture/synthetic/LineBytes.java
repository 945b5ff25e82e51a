// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads the bytes of lines eight at a time. Behind a line [LineChunks#PADDING_BYTES] more may be read, so that a word
/// that begins within it can always be looked at; what of it belongs to the line, the caller knows.
public final class LineBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final long EVERY_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final long DIGIT_BYTES = 0xffff_ffff_ffffL;
    private static final long ZEROS = 0x3030_3030_3030L;
    private static final long ABOVE_NINE = 0x4646_4646_4646L;
    private static final long HIGH_BITS_OF_DIGITS = 0x8080_8080_8080L;

    private LineBytes() {}

    /// Eight bytes, the first of them lowest.
    public static long word(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /// A mask for the first bytes of a word.
    ///
    /// @param count 1 to 8
    public static long maskOf(int count) {
        return -1L >>> (Long.SIZE - Byte.SIZE * count);
    }

    /// Where the next byte of that value is; `end` when there is none before it.
    public static int indexOf(byte value, byte[] bytes, int from, int end) {
        long wanted = (value & 0xffL) * EVERY_BYTE;
        for (int at = from; at < end; at += Long.BYTES) {
            long differs = word(bytes, at) ^ wanted;
            long found = (differs - EVERY_BYTE) & ~differs & HIGH_BITS;
            if (found != 0) {
                return Math.min(end, at + (Long.numberOfTrailingZeros(found) >>> 3));
            }
        }
        return end;
    }

    /// The number that six decimal digits are; -1 when they are none.
    public static int sixDigits(byte[] bytes, int at) {
        long digits = word(bytes, at) & DIGIT_BYTES;
        if ((((digits - ZEROS) | (digits + ABOVE_NINE)) & HIGH_BITS_OF_DIGITS) != 0) {
            return -1;
        }
        long values = (digits - ZEROS) << (2 * Byte.SIZE); // two zeros in front make eight
        long pairs = (values * 10 + (values >>> Byte.SIZE)) & 0x00ff_00ff_00ff_00ffL;
        long fours = (pairs * 100 + (pairs >>> (2 * Byte.SIZE))) & 0x0000_ffff_0000_ffffL;
        return (int) (fours * 10_000 + (fours >>> (4 * Byte.SIZE)));
    }
}
