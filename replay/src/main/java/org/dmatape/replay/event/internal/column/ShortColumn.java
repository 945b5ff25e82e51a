// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal.column;

import org.apache.arrow.vector.FieldVector;
import org.dmatape.format.read.TableReader;

/// A column of unsigned 16-bit numbers.
public final class ShortColumn extends BatchColumn {

    private char[] values = new char[0];

    @Override
    void copy(FieldVector vector, int rows, TableReader reader) {
        values = values.length < rows ? new char[rows] : values;
        bytes(vector, (long) rows * Character.BYTES).asCharBuffer().get(values, 0, rows);
    }

    /// The value, without sign; anything where it is null.
    public int get(int row) {
        return values[row];
    }
}
