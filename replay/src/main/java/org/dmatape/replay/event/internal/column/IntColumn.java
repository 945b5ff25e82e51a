// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal.column;

import org.apache.arrow.vector.FieldVector;
import org.dmatape.format.read.TableReader;

/// A column of 32-bit numbers.
public final class IntColumn extends BatchColumn {

    private int[] values = new int[0];

    @Override
    void copy(FieldVector vector, int rows, TableReader reader) {
        values = values.length < rows ? new int[rows] : values;
        bytes(vector, (long) rows * Integer.BYTES).asIntBuffer().get(values, 0, rows);
    }

    /// The value; anything where it is null.
    public int get(int row) {
        return values[row];
    }
}
