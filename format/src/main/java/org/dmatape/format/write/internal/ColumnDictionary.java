// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// The dictionary of one text column within one part. Rows arrive with numbers of the tape's text pool and
/// leave with numbers of this dictionary, dense from 0 in the order of first use, so that a column of seven
/// different texts has a dictionary of seven.
///
/// A stream may replace a dictionary but its readers cannot all extend one, so a grown dictionary is written
/// again. To keep the sum of what is written in proportion to the rows, a large one is dropped and started
/// afresh.
final class ColumnDictionary {

    private static final int FRESH_START_ENTRIES = 16_384;
    private static final int ABSENT = -1;
    private static final int BLOCK_ROWS = RowBatch.BLOCK_ROWS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private final int column;
    /// Numbers and validity bits of the rows at hand: a loop over arrays is cheap also before it is compiled.
    private final int[] numbers = new int[BLOCK_ROWS];
    private final long[] validity = new long[BLOCK_ROWS / Long.SIZE];
    private int[] indexOfText = new int[0];
    private int[] textOfIndex = new int[16];
    private int size;
    private boolean changed = true;

    ColumnDictionary(int column) {
        this.column = column;
    }

    /// Forgets everything: the next batch starts a new part.
    void reset() {
        Arrays.fill(indexOfText, ABSENT);
        size = 0;
        changed = true;
    }

    /// Replaces the pool's numbers by this dictionary's. Returns true when the dictionary must be written
    /// before the batch.
    boolean encode(ColumnBatch batch, int poolSize) {
        if (size >= FRESH_START_ENTRIES) {
            reset();
        }
        reserve(poolSize);
        MemorySegment values = batch.values(column);
        for (int from = 0; from < batch.rows(); from += BLOCK_ROWS) {
            int rows = Math.min(BLOCK_ROWS, batch.rows() - from);
            MemorySegment.copy(values, INT, (long) from * Integer.BYTES, numbers, 0, rows);
            batch.copyValidity(column, from, rows, validity);
            encodeBlock(rows);
            MemorySegment.copy(numbers, 0, values, INT, (long) from * Integer.BYTES, rows);
        }
        boolean mustBeWritten = changed;
        changed = false;
        return mustBeWritten;
    }

    private void encodeBlock(int rows) {
        for (int row = 0; row < rows; row++) {
            if ((validity[row / Long.SIZE] >>> row & 1) != 0) {
                int text = numbers[row];
                int index = indexOfText[text];
                numbers[row] = index == ABSENT ? add(text) : index;
            }
        }
    }

    /// What it holds now.
    DictionaryState state() {
        return new DictionaryState(column, Arrays.copyOf(textOfIndex, size));
    }

    private int add(int text) {
        if (size == textOfIndex.length) {
            textOfIndex = Arrays.copyOf(textOfIndex, 2 * size);
        }
        textOfIndex[size] = text;
        indexOfText[text] = size;
        changed = true;
        return size++;
    }

    private void reserve(int poolSize) {
        if (indexOfText.length < poolSize) {
            int before = indexOfText.length;
            indexOfText = Arrays.copyOf(indexOfText, Math.max(poolSize, 2 * before));
            Arrays.fill(indexOfText, before, indexOfText.length, ABSENT);
        }
    }
}
