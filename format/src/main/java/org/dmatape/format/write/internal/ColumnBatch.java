// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.dmatape.format.schema.TapeTable;

/// The columns of one batch, as Arrow has them, in memory outside the heap that is used for one batch after the other.
final class ColumnBatch {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final int CACHE_LINE_BYTES = 64;

    private final Arena arena;
    private MemorySegment memory = MemorySegment.NULL;
    private BatchLayout layout = new BatchLayout(TapeTable.LOSS, 0);

    ColumnBatch(Arena arena) {
        this.arena = arena;
    }

    /// Makes room for so many rows of a table. What the memory holds then is left from earlier batches.
    BatchLayout reserve(TapeTable table, int rows) {
        layout = new BatchLayout(table, rows);
        if (memory.byteSize() < layout.sizeBytes) {
            memory = arena.allocate(layout.sizeBytes, CACHE_LINE_BYTES);
        }
        return layout;
    }

    MemorySegment memory() {
        return memory;
    }

    int rows() {
        return layout.rows;
    }

    /// The values of a column.
    MemorySegment values(int column) {
        return memory.asSlice(layout.valueOffsets[column], layout.valueBytes(column));
    }

    boolean hasValidity(int column) {
        return layout.validityOffsets[column] != BatchLayout.REQUIRED;
    }

    /// One bit per row; bits behind the last row are 0.
    MemorySegment validity(int column) {
        return memory.asSlice(layout.validityOffsets[column], BatchLayout.bitmapBytes(layout.rows));
    }

    /// Copies the validity bits of some rows.
    ///
    /// @param from first row, a multiple of 64
    void copyValidity(int column, int from, int rows, long[] bits) {
        int words = (rows + Long.SIZE - 1) / Long.SIZE;
        if (hasValidity(column)) {
            MemorySegment.copy(memory, LONG, layout.validityOffsets[column] + from / Byte.SIZE, bits, 0, words);
        } else {
            Arrays.fill(bits, 0, words, -1);
        }
    }
}
