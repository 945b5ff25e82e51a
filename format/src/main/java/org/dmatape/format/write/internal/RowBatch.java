// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.util.Arrays;

/// Rows of one table that are being filled in. A row lies in one place, so that writing it touches few cache lines;
/// the threads that compress turn rows into columns ([RowsToColumns]).
///
///     word of a row:  0                          1                  2                  ...
///                     one bit per column set     value of column 0  value of column 1  ...
final class RowBatch {

    /// Rows in one array: small enough for a processor's cache while they are turned into columns.
    static final int BLOCK_ROWS = 1024;

    private static final int BLOCK_SHIFT = Integer.numberOfTrailingZeros(BLOCK_ROWS);

    /// Words of one row.
    final int rowWords;
    private long[][] blocks = new long[1][];
    /// Number of its first row in the table.
    long firstRow;
    /// Rows begun.
    int rows;

    /// @param columns columns of the table, at most one per bit of a word
    RowBatch(int columns) {
        rowWords = 1 + columns;
    }

    /// The rows from `index * BLOCK_ROWS` on.
    long[] block(int index) {
        return blocks[index];
    }

    /// The array in which a row lies.
    long[] blockOf(int row) {
        return blocks[row >>> BLOCK_SHIFT];
    }

    /// Where in its array a row begins.
    int offsetOf(int row) {
        return (row & (BLOCK_ROWS - 1)) * rowWords;
    }

    /// Begins the next row, with nothing set.
    void beginRow() {
        int block = rows >>> BLOCK_SHIFT;
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * block);
        }
        if (blocks[block] == null) {
            blocks[block] = new long[BLOCK_ROWS * rowWords];
        }
        int offset = offsetOf(rows);
        Arrays.fill(blocks[block], offset, offset + rowWords, 0);
        rows++;
    }

    void put(int row, int column, long value) {
        long[] block = blockOf(row);
        int offset = offsetOf(row);
        block[offset] |= 1L << column;
        block[offset + 1 + column] = value;
    }

    /// Moves the rows from that number on into an empty batch of the same table.
    void moveTail(int from, RowBatch empty) {
        empty.firstRow = firstRow + from;
        for (int row = from; row < rows; row++) {
            empty.beginRow();
            int to = empty.rows - 1;
            System.arraycopy(blockOf(row), offsetOf(row), empty.blockOf(to), empty.offsetOf(to), rowWords);
        }
        rows = from;
    }

    /// Makes it as good as new.
    void clear() {
        rows = 0;
    }
}
