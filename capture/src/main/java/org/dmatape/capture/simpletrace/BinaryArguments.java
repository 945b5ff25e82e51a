// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.simpletrace;

import java.nio.ByteBuffer;
import java.util.List;
import org.dmatape.capture.synthetic.RecordWriter;
import org.dmatape.capture.synthetic.SyntheticFormat.Field;

/// Copies the arguments of one event from the binary trace into a record: a number is eight bytes, a text four bytes of
/// length and then its bytes.
final class BinaryArguments {

    private final int id;
    private final boolean[] isText;

    /// @param id number of the event in its records
    /// @param fields the arguments
    BinaryArguments(int id, List<Field> fields) {
        this.id = id;
        this.isText = new boolean[fields.size()];
        for (int i = 0; i < isText.length; i++) {
            isText[i] = fields.get(i).text();
        }
    }

    /// Whether these arguments take exactly the bytes between.
    boolean fits(ByteBuffer bytes, int from, int to) {
        int at = from;
        for (boolean text : isText) {
            int head = text ? Integer.BYTES : Long.BYTES;
            if (head > to - at) {
                return false;
            }
            int length = text ? bytes.getInt(at) : 0;
            if (length < 0 || length > to - at - head) {
                return false;
            }
            at += head + length;
        }
        return at == to;
    }

    /// Writes arguments that fit.
    ///
    /// @param text the array behind the buffer
    void write(RecordWriter records, byte[] text, ByteBuffer bytes, int from, long tsNs) {
        records.begin(id, isText.length);
        int at = from;
        for (int i = 0; i < isText.length; i++) {
            if (isText[i]) {
                int length = bytes.getInt(at);
                at += Integer.BYTES;
                records.text(i, text, at, at + length);
                at += length;
            } else {
                records.number(i, bytes.getLong(at));
                at += Long.BYTES;
            }
        }
        records.end(tsNs);
    }
}
