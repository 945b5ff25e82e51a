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
    private final int unknownAccess;

    IommuFaultRows(TableAppender table, EventNumbers numbers, Vocabulary words) {
        this.table = table;
        this.numbers = numbers;
        this.unknownAccess = words.word("unknown");
    }

    /// Adds a fault of which the access is not known.
    public void add(EventCursor event, int deviceTextId, long iova, int reasonTextId) {
        table.beginRow();
        table.setLong(IommuFaultColumn.EVENT_ID, numbers.take());
        table.setLong(IommuFaultColumn.TS_NS, event.tsNs());
        table.setLong(IommuFaultColumn.SOURCE_ID, event.sourceId());
        if (deviceTextId >= 0) {
            table.setText(IommuFaultColumn.DEVICE, deviceTextId);
        }
        table.setLong(IommuFaultColumn.IOVA, iova);
        table.setText(IommuFaultColumn.ACCESS, unknownAccess);
        if (reasonTextId >= 0) {
            table.setText(IommuFaultColumn.REASON, reasonTextId);
        }
    }
}
