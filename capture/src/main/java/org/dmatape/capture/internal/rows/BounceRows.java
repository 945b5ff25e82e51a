// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.format.schema.BounceColumn;
import org.dmatape.format.write.TableAppender;

/// Rows of `bounce`.
public final class BounceRows {

    private final TableAppender table;
    private final EventNumbers numbers;

    BounceRows(TableAppender table, EventNumbers numbers) {
        this.table = table;
        this.numbers = numbers;
    }

    /// Adds a bounce.
    ///
    /// @return its row
    public long add(EventCursor event, int deviceTextId, long physAddress, long sizeBytes, boolean forced) {
        long row = table.beginRow();
        table.setLong(BounceColumn.EVENT_ID, numbers.take());
        table.setLong(BounceColumn.TS_NS, event.tsNs());
        table.setLong(BounceColumn.CPU, event.cpu());
        table.setLong(BounceColumn.SOURCE_ID, event.sourceId());
        if (deviceTextId >= 0) {
            table.setText(BounceColumn.DEVICE, deviceTextId);
        }
        table.setLong(BounceColumn.PHYS_ADDR, physAddress);
        table.setLong(BounceColumn.SIZE, sizeBytes);
        table.setBoolean(BounceColumn.FORCED, forced);
        return row;
    }

    /// The bounce turned out to belong to that mapping.
    public void amendOwner(long row, long dmaOpId) {
        table.patchLong(row, BounceColumn.DMA_OP_ID, dmaOpId);
    }
}
