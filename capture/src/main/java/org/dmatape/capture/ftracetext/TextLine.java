// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One line of the text as bytes, used again for the next one. Positions count from the start of the bytes; all methods
/// stay within the line.
final class TextLine {

    /// What numbers that are none read as, so that callers need no exception for a line of prose.
    static final long NO_NUMBER = Long.MIN_VALUE;

    private static final int FIRST_BYTES = 1 << 12;
    private static final int MOST_HEX_DIGITS = 16;
    private static final int MOST_DECIMAL_DIGITS = 19;
    private static final byte[] SPACE = {' '};

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    void clear() {
        length = 0;
    }

    /// Drops what is before and behind these positions.
    void keep(int from, int to) {
        System.arraycopy(bytes, from, bytes, 0, to - from);
        length = to - from;
    }

    void append(byte[] source, int from, int to) {
        int added = to - from;
        if (length + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + added, 2 * bytes.length));
        }
        System.arraycopy(source, from, bytes, length, added);
        length += added;
    }

    void appendSpace() {
        append(SPACE, 0, SPACE.length);
    }

    void append(TextLine other, int from) {
        append(other.bytes, from, other.length);
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    /// The byte there, 0 outside of the line.
    byte at(int position) {
        return position >= 0 && position < length ? bytes[position] : 0;
    }

    boolean startsWith(int position, byte[] text) {
        return position >= 0
                && position + text.length <= length
                && Arrays.equals(bytes, position, position + text.length, text, 0, text.length);
    }

    /// Whether a part of the line is that text.
    boolean equal(int from, int to, byte[] text) {
        return Arrays.equals(bytes, from, to, text, 0, text.length);
    }

    int skipSpaces(int position) {
        int at = position;
        while (at < length && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    /// End of the word that begins there.
    int wordEnd(int position) {
        int at = position;
        while (at < length && !isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    /// Begin of the word that ends there.
    int wordBegin(int position) {
        int at = position;
        while (at > 0 && !isSpace(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    /// End of what is left when the spaces before a position are dropped.
    int withoutSpacesBefore(int position) {
        int at = position;
        while (at > 0 && isSpace(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    int indexOf(char wanted, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    /// The decimal number between two positions, or [#NO_NUMBER].
    long decimal(int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int at = negative ? from + 1 : from;
        if (at >= to || to - at > MOST_DECIMAL_DIGITS) {
            return NO_NUMBER;
        }
        long value = 0;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return NO_NUMBER;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /// The hexadecimal digits between two positions, with or without `0x`; [#NO_NUMBER] if there are others.
    long hex(int from, int to) {
        int at = isHexPrefix(from, to) ? from + 2 : from;
        if (at >= to || to - at > MOST_HEX_DIGITS) {
            return NO_NUMBER;
        }
        long value = 0;
        for (; at < to; at++) {
            int digit = Character.digit(bytes[at], 16);
            if (digit < 0) {
                return NO_NUMBER;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /// A number as C prints it: hexadecimal behind `0x`, otherwise decimal.
    long number(int from, int to) {
        return isHexPrefix(from, to) ? hex(from, to) : decimal(from, to);
    }

    private boolean isHexPrefix(int from, int to) {
        return to - from > 2 && bytes[from] == '0' && bytes[from + 1] == 'x';
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    static boolean isSpace(byte character) {
        return character == ' ' || character == '\t';
    }

    static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
