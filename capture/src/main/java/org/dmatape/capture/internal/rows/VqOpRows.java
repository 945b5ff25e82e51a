// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.format.schema.VqOpColumn;
import org.dmatape.format.write.TableAppender;

/// Rows of `vq_op`: a row begins at the entry of the function and is amended when it returns.
public final class VqOpRows {

    private final TableAppender table;
    private final RowHead head;

    VqOpRows(TableAppender table, EventNumbers numbers, Vocabulary words) {
        this.table = table;
        this.head = new RowHead(
                table,
                numbers,
                words,
                new RowHead.Columns(
                        VqOpColumn.EVENT_ID,
                        VqOpColumn.TS_NS,
                        VqOpColumn.CPU,
                        VqOpColumn.PID,
                        VqOpColumn.COMM,
                        VqOpColumn.CONTEXT,
                        VqOpColumn.SOURCE_ID));
    }

    /// Number of the row begun last.
    public long row() {
        return table.rowCount() - 1;
    }

    /// Begins a row.
    ///
    /// @return its event number
    public long begin(EventCursor event, ExecutionContext context, int opTextId) {
        long eventId = head.begin(event, context);
        table.setText(VqOpColumn.OP, opTextId);
        return eventId;
    }

    /// Sets or amends a number.
    public void number(long row, VqOpColumn column, long value) {
        table.patchLong(row, column, value);
    }

    /// Sets or amends a text.
    public void text(long row, VqOpColumn column, int textId) {
        table.patchText(row, column, textId);
    }
}
