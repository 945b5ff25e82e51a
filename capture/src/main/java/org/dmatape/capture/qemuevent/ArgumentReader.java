// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.qemuevent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.dmatape.capture.synthetic.LineBytes;
import org.dmatape.capture.synthetic.RecordWriter;

/// Reads the arguments of one event from a line and writes them as a record. Belongs to one thread: it keeps what it
/// read until the whole line has proved to be as the pattern says.
public final class ArgumentReader {

    private static final int NO_MATCH = -1;
    private static final char LITERAL = 0;
    private static final byte[] NIL = padded("(nil)".getBytes(StandardCharsets.US_ASCII));
    private static final byte[] HEX_DIGITS = hexDigits();

    private final int id;
    private final char[] kinds;
    private final byte[][] literals;
    private final int fieldCount;
    private final long[] numbers;
    private final int[] textFrom;
    private final int[] textTo;
    private final boolean[] isText;
    private long number;

    /// A reader for that pattern.
    ///
    /// @param id number of the event in its records
    public ArgumentReader(int id, ArgumentPattern pattern) {
        this.id = id;
        List<ArgumentPattern.Element> elements = pattern.elements();
        this.kinds = new char[elements.size()];
        this.literals = new byte[elements.size()][];
        int fields = 0;
        boolean[] texts = new boolean[elements.size()];
        for (int i = 0; i < elements.size(); i++) {
            literals[i] = new byte[0];
            switch (elements.get(i)) {
                case ArgumentPattern.Literal literal ->
                    literals[i] = padded(literal.text().getBytes(StandardCharsets.US_ASCII));
                case ArgumentPattern.Argument argument -> {
                    kinds[i] = argument.kind();
                    texts[fields] = argument.kind() == 's';
                    fields++;
                }
            }
        }
        this.fieldCount = fields;
        this.numbers = new long[fields];
        this.textFrom = new int[fields];
        this.textTo = new int[fields];
        this.isText = Arrays.copyOf(texts, fields);
    }

    /// Reads the arguments that begin at `from`.
    ///
    /// @return whether the rest of the line is as the pattern says; only then [#write] may be called
    public boolean read(byte[] line, int from, int to) {
        int at = from;
        int field = 0;
        for (int i = 0; i < kinds.length && at >= 0; i++) {
            at = switch (kinds[i]) {
                case LITERAL -> literal(line, at, to, literals[i]);
                case 'x' -> hexadecimal(line, at, to);
                case 'p' -> pointer(line, at, to);
                case 'd' -> decimal(line, at, to);
                default -> text(line, at, to, i, field);
            };
            if (kinds[i] != LITERAL) {
                numbers[field] = number;
                field++;
            }
        }
        return at == to;
    }

    /// Writes what was read last as a record.
    public void write(RecordWriter records, byte[] line, long tsNs) {
        records.begin(id, fieldCount);
        for (int field = 0; field < fieldCount; field++) {
            if (isText[field]) {
                records.text(field, line, textFrom[field], textTo[field]);
            } else {
                records.number(field, numbers[field]);
            }
        }
        records.end(tsNs);
    }

    private static int literal(byte[] line, int at, int to, byte[] expected) {
        int length = expected.length - Long.BYTES;
        if (at + length > to) {
            return NO_MATCH;
        }
        int word = 0;
        for (; word <= length - Long.BYTES; word += Long.BYTES) {
            if (LineBytes.word(line, at + word) != LineBytes.word(expected, word)) {
                return NO_MATCH;
            }
        }
        long differs = word == length
                ? 0
                : (LineBytes.word(line, at + word) ^ LineBytes.word(expected, word)) & LineBytes.maskOf(length - word);
        return differs == 0 ? at + length : NO_MATCH;
    }

    /// The bytes of a literal, and as many behind them as a word has.
    private static byte[] padded(byte[] literal) {
        return Arrays.copyOf(literal, literal.length + Long.BYTES);
    }

    private int pointer(byte[] line, int at, int to) {
        if (at + 2 < to && line[at] == '0' && line[at + 1] == 'x') {
            return hexadecimal(line, at + 2, to);
        }
        number = 0;
        return literal(line, at, to, NIL);
    }

    private int hexadecimal(byte[] line, int from, int to) {
        int end = Math.min(to, from + 2 * Long.BYTES);
        long value = 0;
        int at = from;
        while (at < end) {
            int digit = HEX_DIGITS[line[at] & 0xff];
            if (digit < 0) {
                break;
            }
            value = (value << 4) | digit;
            at++;
        }
        number = value;
        return at == from || (at < to && HEX_DIGITS[line[at] & 0xff] >= 0) ? NO_MATCH : at;
    }

    /// The value of each character as a hexadecimal digit, -1 where it is none.
    private static byte[] hexDigits() {
        byte[] digits = new byte[1 << Byte.SIZE];
        for (int character = 0; character < digits.length; character++) {
            digits[character] = (byte) (character < 0x80 ? Character.digit(character, 16) : -1);
        }
        return digits;
    }

    /// A decimal number that fits into 64 bits; one without sign may use all of them.
    private int decimal(byte[] line, int from, int to) {
        boolean negative = from < to && line[from] == '-';
        int first = negative ? from + 1 : from;
        int at = first;
        long value = 0;
        while (at < to && line[at] >= '0' && line[at] <= '9') {
            int digit = line[at] - '0';
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1 - digit, 10)) > 0) {
                return NO_MATCH;
            }
            value = 10 * value + digit;
            at++;
        }
        number = negative ? -value : value;
        return at == first ? NO_MATCH : at;
    }

    /// A text ends before the character the next literal begins with, or at the end of the line.
    private int text(byte[] line, int from, int to, int element, int field) {
        int end = to;
        if (element + 1 < literals.length) {
            byte stop = literals[element + 1][0];
            end = from;
            while (end < to && line[end] != stop) {
                end++;
            }
        }
        textFrom[field] = from;
        textTo[field] = end;
        return end;
    }
}
