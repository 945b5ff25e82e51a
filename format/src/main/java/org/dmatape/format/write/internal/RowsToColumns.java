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
        long[] cells = batch.block(from / BLOCK_ROWS);
        int rowWords = batch.rowWords;
        int rows = Math.min(BLOCK_ROWS, batch.rows - from);
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
            long validity = layout.validityOffsets[column];
            if (validity != BatchLayout.REQUIRED) {
                boolean isFull = (setInAll >>> column & 1) != 0;
                if (isEmpty || isFull) {
                    fillBits(isFull, rows);
                } else {
                    pickBits(sets, 0, 1, column, rows);
                }
                copyBits(validity + from / Byte.SIZE, rows);
            }
            addValues(cells, 1 + column, rowWords, isEmpty ? 0 : rows, layout, column, from, rows);
        }
    }

    /// @param filled rows that may hold something: all of the block's, or none
    private void addValues(
            long[] cells, int word, int rowWords, int filled, BatchLayout layout, int column, int from, int rows) {
        MemorySegment memory = columns.memory();
        long at = layout.valueOffsets[column];
        switch (layout.types[column]) {
            case INT64, UINT64 -> {
                pickLongs(cells, word, rowWords, filled, rows);
                MemorySegment.copy(longs, 0, memory, LONG, at + (long) from * Long.BYTES, rows);
            }
            case INT32, UINT32, TEXT -> {
                pickInts(cells, word, rowWords, filled, rows);
                MemorySegment.copy(ints, 0, memory, INT, at + (long) from * Integer.BYTES, rows);
            }
            case UINT16 -> {
                pickShorts(cells, word, rowWords, filled, rows);
                MemorySegment.copy(shorts, 0, memory, SHORT, at + (long) from * Short.BYTES, rows);
            }
            case BOOL -> {
                if (filled == 0) {
                    fillBits(false, rows);
                } else {
                    pickBits(cells, word, rowWords, 0, rows);
                }
                copyBits(at + from / Byte.SIZE, rows);
            }
        }
    }

    private void pickLongs(long[] cells, int word, int rowWords, int filled, int rows) {
        for (int row = 0, cell = word; row < filled; row++, cell += rowWords) {
            longs[row] = cells[cell];
        }
        Arrays.fill(longs, filled, rows, 0);
    }

    private void pickInts(long[] cells, int word, int rowWords, int filled, int rows) {
        for (int row = 0, cell = word; row < filled; row++, cell += rowWords) {
            ints[row] = (int) cells[cell];
        }
        Arrays.fill(ints, filled, rows, 0);
    }

    private void pickShorts(long[] cells, int word, int rowWords, int filled, int rows) {
        for (int row = 0, cell = word; row < filled; row++, cell += rowWords) {
            shorts[row] = (short) cells[cell];
        }
        Arrays.fill(shorts, filled, rows, (short) 0);
    }

    /// Picks one bit of each row's word.
    private void pickBits(long[] words, int word, int rowWords, int bit, int rows) {
        int from = word;
        for (int first = 0; first < rows; first += Long.SIZE) {
            int count = Math.min(Long.SIZE, rows - first);
            long picked = 0;
            for (int row = 0; row < count; row++, from += rowWords) {
                picked |= (words[from] >>> bit & 1) << row;
            }
            bits[first / Long.SIZE] = picked;
        }
    }

    private void fillBits(boolean ones, int rows) {
        int whole = rows / Long.SIZE;
        Arrays.fill(bits, 0, whole, ones ? -1 : 0);
        if (whole < bits.length) {
            bits[whole] = ones ? (1L << rows) - 1 : 0; // shifts by the rows that are left over
        }
    }

    /// Copies the bits to a bitmap, which has room for whole words.
    private void copyBits(long offset, int rows) {
        MemorySegment.copy(bits, 0, columns.memory(), LONG, offset, (rows + Long.SIZE - 1) / Long.SIZE);
    }
}
