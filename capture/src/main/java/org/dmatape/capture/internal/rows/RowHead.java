// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.write.TableAppender;

/// Begins rows of a table whose events have a CPU and a thread: fills in the columns they have in common.
final class RowHead {

    private static final int NO_TEXT = -1;
    private static final String DEVICE_CONTEXT = "device";

    private final TableAppender table;
    private final EventNumbers numbers;
    private final Vocabulary words;
    private final Columns columns;
    private final int deviceContext;

    /// The common columns, as this table calls them.
    record Columns(
            TapeColumn eventId,
            TapeColumn tsNs,
            TapeColumn cpu,
            TapeColumn pid,
            TapeColumn comm,
            TapeColumn context,
            TapeColumn sourceId) {}

    RowHead(TableAppender table, EventNumbers numbers, Vocabulary words, Columns columns) {
        this.table = table;
        this.numbers = numbers;
        this.words = words;
        this.columns = columns;
        this.deviceContext = words.word(DEVICE_CONTEXT);
    }

    /// Begins a row of what a device or an IOMMU did itself: no thread of the guest did it, and no CPU.
    void beginOfDevice(EventCursor event) {
        beginWithTime(event);
        table.setText(columns.context, deviceContext);
    }

    private long beginWithTime(EventCursor event) {
        table.beginRow();
        long eventId = numbers.take();
        table.setLong(columns.eventId, eventId);
        table.setLong(columns.tsNs, event.tsNs());
        table.setLong(columns.sourceId, event.sourceId());
        return eventId;
    }

    /// Begins a row and returns its event number.
    long begin(EventCursor event, ExecutionContext context) {
        long eventId = beginWithTime(event);
        table.setLong(columns.cpu, event.cpu());
        table.setText(columns.context, words.context(context.kind()));
        table.setLong(columns.pid, context.pid());
        int comm = context.commTextId();
        if (comm != NO_TEXT) {
            table.setText(columns.comm, comm);
        }
        return eventId;
    }
}
