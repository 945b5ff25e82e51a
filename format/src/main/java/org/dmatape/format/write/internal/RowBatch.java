// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Rows of one table that are being filled in, column by column, in memory outside the heap.
final class RowBatch {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final int CACHE_LINE_BYTES = 64;

    final BatchLayout layout;
    private final MemorySegment memory;
    /// Number of its first row in the table.
    long firstRow;
    /// Rows begun.
    int rows;

    RowBatch(BatchLayout layout, Arena arena) {
        this.layout = layout;
        memory = arena.allocate(layout.sizeBytes, CACHE_LINE_BYTES);
    }

    void put(int row, int column, long value) {
        int shift = layout.widthShifts[column];
        long offset = layout.valueOffsets[column] + ((long) row << shift);
        switch (shift) {
            case 3 -> memory.set(LONG, offset, value);
            case 2 -> memory.set(INT, offset, (int) value);
            case 1 -> memory.set(SHORT, offset, (short) value);
            default -> memory.set(BYTE, offset, (byte) value);
        }
        long validity = layout.validityOffsets[column];
        if (validity != BatchLayout.REQUIRED) {
            long at = validity + (row >>> 3);
            memory.set(BYTE, at, (byte) (memory.get(BYTE, at) | (1 << (row & 7))));
        }
    }

    /// The values of a column in the rows begun so far.
    MemorySegment values(int column) {
        return memory.asSlice(layout.valueOffsets[column], (long) rows << layout.widthShifts[column]);
    }

    boolean hasValidity(int column) {
        return layout.validityOffsets[column] != BatchLayout.REQUIRED;
    }

    /// One bit per row begun so far; bits behind the last row are 0.
    MemorySegment validity(int column) {
        return memory.asSlice(layout.validityOffsets[column], BatchLayout.bitmapBytes(rows));
    }

    boolean isValid(int row, int column) {
        long validity = layout.validityOffsets[column];
        return validity == BatchLayout.REQUIRED || (memory.get(BYTE, validity + (row >>> 3)) & (1 << (row & 7))) != 0;
    }

    /// Takes over the rows of a smaller batch.
    void copyFrom(RowBatch smaller) {
        firstRow = smaller.firstRow;
        rows = smaller.rows;
        for (int column = 0; column < layout.widthShifts.length; column++) {
            values(column).copyFrom(smaller.values(column));
            if (hasValidity(column)) {
                validity(column).copyFrom(smaller.validity(column));
            }
        }
    }

    /// Moves the rows from that number on into an empty batch of the same layout.
    void moveTail(int from, RowBatch empty) {
        empty.firstRow = firstRow + from;
        empty.rows = rows - from;
        for (int column = 0; column < layout.widthShifts.length; column++) {
            int shift = layout.widthShifts[column];
            MemorySegment tail = values(column).asSlice((long) from << shift);
            empty.values(column).copyFrom(tail);
            tail.fill((byte) 0);
            if (hasValidity(column)) {
                moveValidity(from, empty, column);
            }
        }
        rows = from;
    }

    private void moveValidity(int from, RowBatch empty, int column) {
        MemorySegment source = validity(column);
        MemorySegment target = empty.validity(column);
        int firstByte = from >>> 3;
        int shift = from & 7;
        for (long i = 0; i < target.byteSize(); i++) {
            int low = (source.get(BYTE, firstByte + i) & 0xff) >>> shift;
            boolean more = firstByte + i + 1 < source.byteSize();
            int high = more ? (source.get(BYTE, firstByte + i + 1) & 0xff) << (8 - shift) : 0;
            target.set(BYTE, i, (byte) (low | high));
        }
        byte kept = (byte) (source.get(BYTE, firstByte) & ((1 << shift) - 1));
        source.asSlice(firstByte).fill((byte) 0);
        source.set(BYTE, firstByte, kept);
    }

    /// Makes it as good as new. Only what was used is touched.
    void clear() {
        for (int column = 0; column < layout.widthShifts.length; column++) {
            values(column).fill((byte) 0);
            if (hasValidity(column)) {
                validity(column).fill((byte) 0);
            }
        }
        rows = 0;
    }
}
