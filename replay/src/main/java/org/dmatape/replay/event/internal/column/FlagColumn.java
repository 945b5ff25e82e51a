// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal.column;

import org.apache.arrow.vector.FieldVector;
import org.dmatape.format.read.TableReader;

/// A column of bits.
public final class FlagColumn extends BatchColumn {

    private byte[] bits = new byte[0];

    @Override
    void copy(FieldVector vector, int rows, TableReader reader) {
        int bytes = (rows + Byte.SIZE - 1) / Byte.SIZE;
        bits = bits.length < bytes ? new byte[bytes] : bits;
        vector.getDataBuffer().getBytes(0, bits, 0, bytes);
    }

    /// The value; anything where it is null.
    public boolean get(int row) {
        return ((bits[row >> 3] >> (row & 7)) & 1) != 0;
    }
}
