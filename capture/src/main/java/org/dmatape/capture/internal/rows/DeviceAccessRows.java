// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.format.schema.DeviceAccessColumn;
import org.dmatape.format.write.TableAppender;

/// Rows of `device_access`. Several lines of a log may tell of one access: the first begins its row, the others amend
/// it.
public final class DeviceAccessRows {

    private final TableAppender table;
    private final EventNumbers numbers;
    private final int[] kinds;
    private final int[] results;

    DeviceAccessRows(TableAppender table, EventNumbers numbers, Vocabulary words) {
        this.table = table;
        this.numbers = numbers;
        this.kinds = new int[AccessKind.values().length];
        for (AccessKind kind : AccessKind.values()) {
            kinds[kind.ordinal()] = words.word(kind.text());
        }
        this.results = new int[AccessResult.values().length];
        for (AccessResult result : AccessResult.values()) {
            results[result.ordinal()] = words.word(result.text());
        }
    }

    /// Begins a row.
    ///
    /// @param iova address as the source has it
    /// @return its number in the table
    public long begin(EventCursor event, long iova, AccessKind kind, AccessResult result) {
        long row = table.beginRow();
        table.setLong(DeviceAccessColumn.EVENT_ID, numbers.take());
        table.setLong(DeviceAccessColumn.TS_NS, event.tsNs());
        table.setLong(DeviceAccessColumn.SOURCE_ID, event.sourceId());
        table.setLong(DeviceAccessColumn.IOVA, iova);
        table.setText(DeviceAccessColumn.ACCESS, kinds[kind.ordinal()]);
        table.setText(DeviceAccessColumn.RESULT, results[result.ordinal()]);
        return row;
    }

    /// The device of a row, where it is known.
    public void amendDevice(long row, int deviceTextId) {
        if (deviceTextId >= 0) {
            table.patchText(row, DeviceAccessColumn.DEVICE, deviceTextId);
        }
    }

    /// What the address of a row was translated to.
    public void amendPhysAddress(long row, long address) {
        table.patchLong(row, DeviceAccessColumn.PHYS_ADDR, address);
    }

    /// Bytes of a row.
    public void amendSize(long row, long sizeBytes) {
        table.patchLong(row, DeviceAccessColumn.SIZE, sizeBytes);
    }

    /// What became of the access of a row.
    public void amendResult(long row, AccessResult result) {
        table.patchText(row, DeviceAccessColumn.RESULT, results[result.ordinal()]);
    }
}
