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
    private final int[] kinds;

    IommuFaultRows(TableAppender table, EventNumbers numbers, Vocabulary words) {
        this.table = table;
        this.numbers = numbers;
        this.kinds = new int[AccessKind.values().length];
        for (AccessKind kind : AccessKind.values()) {
            kinds[kind.ordinal()] = words.word(kind.text());
        }
    }

    /// Begins a fault.
    ///
    /// @return its number in the table
    public long begin(EventCursor event, AccessKind kind) {
        long row = table.beginRow();
        table.setLong(IommuFaultColumn.EVENT_ID, numbers.take());
        table.setLong(IommuFaultColumn.TS_NS, event.tsNs());
        table.setLong(IommuFaultColumn.SOURCE_ID, event.sourceId());
        table.setText(IommuFaultColumn.ACCESS, kinds[kind.ordinal()]);
        return row;
    }

    /// Faulting address of the fault begun last.
    public void iova(long iova) {
        table.setLong(IommuFaultColumn.IOVA, iova);
    }

    /// Reason of the fault begun last.
    public void reason(int reasonTextId) {
        table.setText(IommuFaultColumn.REASON, reasonTextId);
    }

    /// The device of a fault, where it is known.
    public void amendDevice(long row, int deviceTextId) {
        if (deviceTextId >= 0) {
            table.patchText(row, IommuFaultColumn.DEVICE, deviceTextId);
        }
    }
}
