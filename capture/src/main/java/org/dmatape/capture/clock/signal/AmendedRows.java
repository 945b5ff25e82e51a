// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import java.util.Arrays;
import org.dmatape.format.schema.TapeColumn;

/// Rows of one table that are looked at when so many later ones have begun: until then what their operation turned out
/// to be may still be added.
public abstract class AmendedRows extends IgnoredRows {

    /// The column was not set.
    public static final long UNSET = Long.MIN_VALUE;

    private final int window;
    private final int columns;
    private final long[] values;

    /// @param window rows that may still be amended
    /// @param columns columns of the table
    AmendedRows(int window, int columns) {
        this.window = window;
        this.columns = columns;
        this.values = new long[window * columns];
        Arrays.fill(values, UNSET);
    }

    /// Looks at a row; it will not change any more.
    abstract void take(long row);

    @Override
    public long beginRow() {
        long row = super.beginRow();
        if (row >= window) {
            take(row - window);
        }
        int from = slot(row);
        Arrays.fill(values, from, from + columns, UNSET);
        return row;
    }

    /// Value of a column of a row in the window, [#UNSET] when it has none.
    long value(long row, TapeColumn column) {
        return values[slot(row) + column.ordinal()];
    }

    /// Whether a row is still kept.
    boolean isKept(long row) {
        return row >= 0 && row < rowCount() && row >= rowCount() - window;
    }

    private int slot(long row) {
        return (int) (row % window) * columns;
    }

    @Override
    public void setLong(TapeColumn column, long value) {
        values[slot(rowCount() - 1) + column.ordinal()] = value;
    }

    @Override
    public void setText(TapeColumn column, int textId) {
        setLong(column, textId);
    }

    @Override
    public boolean patchLong(long row, TapeColumn column, long value) {
        boolean amendable = isKept(row);
        if (amendable) {
            values[slot(row) + column.ordinal()] = value;
        }
        return amendable;
    }

    @Override
    public boolean patchText(long row, TapeColumn column, int textId) {
        return patchLong(row, column, textId);
    }

    /// No row follows.
    void finish() {
        for (long row = Math.max(0, rowCount() - window); row < rowCount(); row++) {
            take(row);
        }
    }
}
