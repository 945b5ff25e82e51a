// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write;

import org.dmatape.format.schema.TapeColumn;

/// Appends rows to one table of a tape, column by column, without an object per row.
///
/// A row begins with [#beginRow()]; nullable columns start as null, others as zero. Values of recent rows can
/// still be set afterwards by row number ([#patchLong], [#patchText]): what an operation returned is known only
/// after the events inside it. At least [#PATCH_WINDOW_ROWS] rows back stay amendable. An appender belongs to
/// one thread.
public interface TableAppender {

    /// Rows in one Arrow record batch: few enough that a short recording fills as many as a long one and
    /// takes as much memory.
    int BATCH_ROWS = 24_576;

    /// The most rows a batch of any tape may have.
    int MOST_BATCH_ROWS = 122_880;

    /// How many rows back a row can still be amended.
    int PATCH_WINDOW_ROWS = 5 * BATCH_ROWS;

    /// Starts the next row and returns its number in the table, from 0.
    long beginRow();

    /// Sets an integer column of the current row; narrower columns take the low bits.
    void setLong(TapeColumn column, long value);

    /// Sets a text column of the current row to an entry of its dictionary.
    void setText(TapeColumn column, int textId);

    /// Sets a boolean column of the current row.
    void setBoolean(TapeColumn column, boolean value);

    /// Sets an integer column of an earlier row.
    ///
    /// @return false when the row has left the window and stays as it is
    boolean patchLong(long row, TapeColumn column, long value);

    /// Sets a text column of an earlier row.
    ///
    /// @return false when the row has left the window and stays as it is
    boolean patchText(long row, TapeColumn column, int textId);

    /// Sets a boolean column of an earlier row.
    ///
    /// @return false when the row has left the window and stays as it is
    boolean patchBoolean(long row, TapeColumn column, boolean value);

    /// Rows begun so far.
    long rowCount();
}
