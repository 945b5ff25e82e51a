// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

/// The fields of one payload: where in the line their labels and values stand. Used again for every line.
///
/// ```
///   0000:00:05.0 dir=TO_DEVICE size=16 name="req.0" sg={0x1,0x2} addrs=ARRAY[00, 10] [TRUNCATED]
///                ^label=value                       ^to the brace ^to the bracket   ^label without value
/// ```
final class FieldSlices {

    private static final int MOST_FIELDS = 64;
    private static final byte[] ARRAY = AsciiBytes.of("ARRAY[");
    private static final byte[] TRUNCATED_MARK = AsciiBytes.of("[TRUNCATED]");
    private static final byte[] TRUNCATED = AsciiBytes.of("truncated");
    private static final byte[] RAW_NOTE = AsciiBytes.of("[FAILED TO PARSE]");
    private static final byte[] NONE = {};

    private final byte[][] labels = new byte[MOST_FIELDS][];
    private final int[] labelFrom = new int[MOST_FIELDS];
    private final int[] labelTo = new int[MOST_FIELDS];
    private final int[] valueFrom = new int[MOST_FIELDS];
    private final int[] valueTo = new int[MOST_FIELDS];
    private int count;

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    String label(int field) {
        return AsciiBytes.text(labels[field], labelFrom[field], labelTo[field]);
    }

    byte[] labelBytes(int field) {
        return labels[field];
    }

    int labelFrom(int field) {
        return labelFrom[field];
    }

    int labelTo(int field) {
        return labelTo[field];
    }

    int valueFrom(int field) {
        return valueFrom[field];
    }

    int valueTo(int field) {
        return valueTo[field];
    }

    /// Whether the last field has that label.
    boolean endsWith(byte[] label) {
        return count > 0 && AsciiBytes.equal(labels[count - 1], labelFrom[count - 1], labelTo[count - 1], label);
    }

    /// Adds a field whose label does not stand in the line.
    void add(byte[] label, int from, int to) {
        if (count < MOST_FIELDS) {
            put(label, 0, label.length, from, to);
        }
    }

    /// Adds all `label=value` from a position on; other words are passed over.
    ///
    /// @param lastLabel label whose value reaches to the end of the line, empty for none
    void scan(TextLine line, int from, byte[] lastLabel) {
        int at = line.skipSpaces(from);
        if (line.startsWith(at, RAW_NOTE)) {
            at = line.skipSpaces(at + RAW_NOTE.length);
        }
        while (at < line.length() && count < MOST_FIELDS) {
            int wordEnd = line.wordEnd(at);
            int equals = line.indexOf('=', at, wordEnd);
            if (equals > at) {
                int value = equals + 1;
                boolean isLast = lastLabel.length > 0 && line.equal(at, equals, lastLabel);
                int end = isLast ? line.length() : valueEnd(line, value, wordEnd);
                put(line.bytes(), at, equals, value, end);
                wordEnd = end;
            } else if (line.equal(at, wordEnd, TRUNCATED_MARK)) {
                add(TRUNCATED, at, wordEnd);
            }
            at = line.skipSpaces(wordEnd);
        }
    }

    /// Adds all `label=value` from a position on.
    void scan(TextLine line, int from) {
        scan(line, from, NONE);
    }

    private void put(byte[] label, int from, int to, int newValueFrom, int newValueTo) {
        labels[count] = label;
        labelFrom[count] = from;
        labelTo[count] = to;
        valueFrom[count] = newValueFrom;
        valueTo[count] = newValueTo;
        count++;
    }

    private static int valueEnd(TextLine line, int from, int wordEnd) {
        int close = switch (line.at(from)) {
            case '"' -> closingQuote(line, from + 1);
            case '{' -> line.indexOf('}', from, line.length());
            default -> line.startsWith(from, ARRAY) ? line.indexOf(']', from, line.length()) : -1;
        };
        return close < 0 ? wordEnd : close + 1;
    }

    /// A text may have quotes inside; the one that ends it has a space, or nothing, behind it.
    private static int closingQuote(TextLine line, int from) {
        int at = line.indexOf('"', from, line.length());
        while (at >= 0 && at + 1 < line.length() && !TextLine.isSpace(line.at(at + 1))) {
            at = line.indexOf('"', at + 1, line.length());
        }
        return at;
    }
}
