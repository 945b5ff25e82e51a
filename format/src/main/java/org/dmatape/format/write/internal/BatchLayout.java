// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import org.dmatape.format.schema.ColumnSpec;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// Where the columns of an open batch lie: one block of memory, first all values, column after column, then one
/// bit per row for every nullable column.
final class BatchLayout {

    /// Columns start at multiples of a cache line.
    private static final int ALIGNMENT = 64;
    /// Stands for "has no validity bits".
    static final long REQUIRED = -1;

    final int capacityRows;
    final long sizeBytes;
    /// Offset of each column's values.
    final long[] valueOffsets;
    /// Offset of each column's validity bits, or [#REQUIRED].
    final long[] validityOffsets;
    /// log2 of each column's width in bytes.
    final int[] widthShifts;

    BatchLayout(TapeTable table, int capacityRows) {
        int columns = table.columns().size();
        this.capacityRows = capacityRows;
        valueOffsets = new long[columns];
        validityOffsets = new long[columns];
        widthShifts = new int[columns];
        long end = 0;
        for (TapeColumn column : table.columns()) {
            int width = column.spec().type().widthBytes();
            widthShifts[column.ordinal()] = Integer.numberOfTrailingZeros(width);
            valueOffsets[column.ordinal()] = end;
            end = align(end + (long) capacityRows * width);
        }
        for (TapeColumn column : table.columns()) {
            ColumnSpec spec = column.spec();
            validityOffsets[column.ordinal()] = spec.nullable() ? end : REQUIRED;
            end += spec.nullable() ? align(bitmapBytes(capacityRows)) : 0;
        }
        sizeBytes = end;
    }

    static long bitmapBytes(int rows) {
        return (rows + 7L) / 8;
    }

    private static long align(long offset) {
        return (offset + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
