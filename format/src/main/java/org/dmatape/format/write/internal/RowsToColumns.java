// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.dmatape.format.schema.TapeTable;

/// Turns the rows of a batch into columns, a block of rows at a time: all its columns are picked out of it while it is
/// in the processor's cache. A value that was not set is 0. Belongs to one thread at a time.
final class RowsToColumns {

    private static final int BLOCK_ROWS = RowBatch.BLOCK_ROWS;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

    private final ColumnBatch columns;
    private final long[] sets = new long[BLOCK_ROWS];
    private final long[] longs = new long[BLOCK_ROWS];
    private final int[] ints = new int[BLOCK_ROWS];
    private final short[] shorts = new short[BLOCK_ROWS];
    private final long[] bits = new long[BLOCK_ROWS / Long.SIZE];
    /// The block that is picked from: its words, those of a row, and its rows.
    private long[] cells = {};
    private int rowWords;
    private int rows;

    RowsToColumns(Arena arena) {
        columns = new ColumnBatch(arena);
    }

    /// The columns of a batch. Valid until the next call.
    ColumnBatch columnsOf(TapeTable table, RowBatch batch) {
        BatchLayout layout = columns.reserve(table, batch.rows);
        for (int from = 0; from < batch.rows; from += BLOCK_ROWS) {
            addBlock(batch, from, layout);
        }
        return columns;
    }

    private void addBlock(RowBatch batch, int from, BatchLayout layout) {
        cells = batch.block(from / BLOCK_ROWS);
        rowWords = batch.rowWords;
        rows = Math.min(BLOCK_ROWS, batch.rows - from);
        long setInSome = 0;
        long setInAll = -1;
        for (int row = 0; row < rows; row++) {
            long set = cells[row * rowWords];
            sets[row] = set;
            setInSome |= set;
            setInAll &= set;
        }
        for (int column = 0; column < layout.types.length; column++) {
            boolean isEmpty = (setInSome >>> column & 1) == 0;
            boolean isFull = (setInAll >>> column & 1) != 0;
            long validity = layout.validityOffsets[column];
            if (validity != BatchLayout.REQUIRED) {
                addValidity(column, validity + from / Byte.SIZE, isEmpty, isFull);
            }
            addValues(layout, column, from, isEmpty ? 0 : rows);
        }
    }

    private void addValidity(int column, long offset, boolean isEmpty, boolean isFull) {
        if (isEmpty || isFull) {
            fillBits(isFull);
        } else {
            pickBits(sets, 0, 1, column);
        }
        copyBits(offset);
    }

    /// @param from first row of the block
    /// @param filled rows that may hold something: all of the block's, or none
    private void addValues(BatchLayout layout, int column, int from, int filled) {
        MemorySegment memory = columns.memory();
        int word = 1 + column;
        long at = layout.valueOffsets[column];
        switch (layout.types[column]) {
            case INT64, UINT64 -> {
                pickLongs(word, filled);
                MemorySegment.copy(longs, 0, memory, LONG, at + (long) from * Long.BYTES, rows);
            }
            case INT32, UINT32, TEXT -> {
                pickInts(word, filled);
                MemorySegment.copy(ints, 0, memory, INT, at + (long) from * Integer.BYTES, rows);
            }
            case UINT16 -> {
                pickShorts(word, filled);
                MemorySegment.copy(shorts, 0, memory, SHORT, at + (long) from * Short.BYTES, rows);
            }
            case BOOL -> {
                if (filled == 0) {
                    fillBits(false);
                } else {
                    pickBits(cells, word, rowWords, 0);
                }
                copyBits(at + from / Byte.SIZE);
            }
        }
    }

    private void pickLongs(int word, int filled) {
        long[] from = cells;
        int step = rowWords;
        for (int row = 0, cell = word; row < filled; row++, cell += step) {
            longs[row] = from[cell];
        }
        Arrays.fill(longs, filled, rows, 0);
    }

    private void pickInts(int word, int filled) {
        long[] from = cells;
        int step = rowWords;
        for (int row = 0, cell = word; row < filled; row++, cell += step) {
            ints[row] = (int) from[cell];
        }
        Arrays.fill(ints, filled, rows, 0);
    }

    private void pickShorts(int word, int filled) {
        long[] from = cells;
        int step = rowWords;
        for (int row = 0, cell = word; row < filled; row++, cell += step) {
            shorts[row] = (short) from[cell];
        }
        Arrays.fill(shorts, filled, rows, (short) 0);
    }

    /// Picks one bit of each row's word.
    ///
    /// @param first where the word of the first row is
    /// @param step words from one row to the next
    private void pickBits(long[] words, int first, int step, int bit) {
        int from = first;
        for (int begin = 0; begin < rows; begin += Long.SIZE) {
            int count = Math.min(Long.SIZE, rows - begin);
            long picked = 0;
            for (int row = 0; row < count; row++, from += step) {
                picked |= (words[from] >>> bit & 1) << row;
            }
            bits[begin / Long.SIZE] = picked;
        }
    }

    private void fillBits(boolean ones) {
        int whole = rows / Long.SIZE;
        Arrays.fill(bits, 0, whole, ones ? -1 : 0);
        if (whole < bits.length) {
            bits[whole] = ones ? (1L << rows) - 1 : 0; // shifts by the rows that are left over
        }
    }

    /// Copies the bits to a bitmap, which has room for whole words.
    private void copyBits(long offset) {
        MemorySegment.copy(bits, 0, columns.memory(), LONG, offset, (rows + Long.SIZE - 1) / Long.SIZE);
    }
}
