// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal.column;

import org.apache.arrow.vector.FieldVector;
import org.dmatape.format.read.TableReader;

/// A column of 64-bit numbers, signed or not.
public final class LongColumn extends BatchColumn {

    private long[] values = new long[0];

    @Override
    void copy(FieldVector vector, int rows, TableReader reader) {
        values = values.length < rows ? new long[rows] : values;
        bytes(vector, (long) rows * Long.BYTES).asLongBuffer().get(values, 0, rows);
    }

    /// The value; anything where it is null.
    public long get(int row) {
        return values[row];
    }

    /// The value, or the other one where it is null.
    public long getOr(int row, long otherwise) {
        return isNull(row) ? otherwise : values[row];
    }
}
