// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import org.dmatape.format.schema.ColumnSpec;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// Where the columns of a batch lie: one block of memory, first all values, column after column, then one bit per row
/// for every nullable column. Booleans take one bit, too.
final class BatchLayout {

    /// Columns start at multiples of a cache line.
    private static final int ALIGNMENT = 64;
    /// Stands for "has no validity bits".
    static final long REQUIRED = -1;

    final int rows;
    final long sizeBytes;
    final ColumnType[] types;
    /// Offset of each column's values.
    final long[] valueOffsets;
    /// Offset of each column's validity bits, or [#REQUIRED].
    final long[] validityOffsets;

    BatchLayout(TapeTable table, int rows) {
        int columns = table.columns().size();
        this.rows = rows;
        types = new ColumnType[columns];
        valueOffsets = new long[columns];
        validityOffsets = new long[columns];
        long end = 0;
        for (TapeColumn column : table.columns()) {
            types[column.ordinal()] = column.spec().type();
            valueOffsets[column.ordinal()] = end;
            end += align(valueBytes(column.ordinal()));
        }
        for (TapeColumn column : table.columns()) {
            ColumnSpec spec = column.spec();
            validityOffsets[column.ordinal()] = spec.nullable() ? end : REQUIRED;
            end += spec.nullable() ? align(bitmapBytes(rows)) : 0;
        }
        sizeBytes = end;
    }

    /// Bytes of a column's values.
    long valueBytes(int column) {
        ColumnType type = types[column];
        return type == ColumnType.BOOL ? bitmapBytes(rows) : (long) rows * type.widthBytes();
    }

    static long bitmapBytes(int rows) {
        return (rows + 7L) / 8;
    }

    private static long align(long size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
