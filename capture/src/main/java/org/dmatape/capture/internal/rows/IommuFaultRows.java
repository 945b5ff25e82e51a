// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.format.schema.IommuFaultColumn;
import org.dmatape.format.write.TableAppender;

/// Rows of `iommu_fault`.
public final class IommuFaultRows {

    private final TableAppender table;
    private final EventNumbers numbers;
    private final int read;
    private final int write;

    IommuFaultRows(TableAppender table, EventNumbers numbers, Vocabulary words) {
        this.table = table;
        this.numbers = numbers;
        this.read = words.word("read");
        this.write = words.word("write");
    }

    /// Adds a fault.
    public void add(EventCursor event, int deviceTextId, long iova, boolean isWrite) {
        table.beginRow();
        table.setLong(IommuFaultColumn.EVENT_ID, numbers.take());
        table.setLong(IommuFaultColumn.TS_NS, event.tsNs());
        table.setLong(IommuFaultColumn.SOURCE_ID, event.sourceId());
        if (deviceTextId >= 0) {
            table.setText(IommuFaultColumn.DEVICE, deviceTextId);
        }
        table.setLong(IommuFaultColumn.IOVA, iova);
        table.setText(IommuFaultColumn.ACCESS, isWrite ? write : read);
    }
}
