// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.format.schema.DeviceVqOpColumn;
import org.dmatape.format.write.TableAppender;

/// Rows of `device_vq_op`.
public final class DeviceVqOpRows {

    private final TableAppender table;
    private final EventNumbers numbers;

    DeviceVqOpRows(TableAppender table, EventNumbers numbers) {
        this.table = table;
        this.numbers = numbers;
    }

    /// Begins a row.
    ///
    /// @param vq pointer of the queue in the device model
    public void begin(EventCursor event, int opTextId, long vq) {
        table.beginRow();
        table.setLong(DeviceVqOpColumn.EVENT_ID, numbers.take());
        table.setLong(DeviceVqOpColumn.TS_NS, event.tsNs());
        table.setLong(DeviceVqOpColumn.SOURCE_ID, event.sourceId());
        table.setText(DeviceVqOpColumn.OP, opTextId);
        table.setLong(DeviceVqOpColumn.VQ, vq);
    }

    /// Sets a number of the row begun last.
    public void number(DeviceVqOpColumn column, long value) {
        table.setLong(column, value);
    }
}
