// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal;

import org.dmatape.format.schema.DeviceAccessColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.AccessKind;
import org.dmatape.replay.event.AccessResult;
import org.dmatape.replay.event.DeviceAccess;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.internal.column.LongColumn;
import org.dmatape.replay.event.internal.column.NameColumn;
import org.dmatape.replay.event.internal.column.ShortColumn;
import org.dmatape.replay.event.internal.column.WordColumn;

/// Table `device_access`.
public final class AccessCursor extends EventCursor {

    private final LongColumn tsNs = column(DeviceAccessColumn.TS_NS, new LongColumn());
    private final LongColumn iova = column(DeviceAccessColumn.IOVA, new LongColumn());
    private final LongColumn size = column(DeviceAccessColumn.SIZE, new LongColumn());
    private final WordColumn<AccessKind> kind =
            column(DeviceAccessColumn.ACCESS, new WordColumn<>("device_access.access", AccessKind.values()));
    private final WordColumn<AccessResult> result =
            column(DeviceAccessColumn.RESULT, new WordColumn<>("device_access.result", AccessResult.values()));
    private final ShortColumn source = column(DeviceAccessColumn.SOURCE_ID, new ShortColumn());
    private final NameColumn device;
    private final DeviceAccess access = new DeviceAccess();

    /// A cursor that numbers devices in these names.
    public AccessCursor(TapeNames names) {
        super(TapeTable.DEVICE_ACCESS, DeviceAccessColumn.EVENT_ID);
        device = column(DeviceAccessColumn.DEVICE, new NameColumn(names.devices()));
    }

    @Override
    public int deliver(EventHandler handler) {
        int row = row();
        access.at(eventIdAt(row), tsNs.get(row));
        access.begin(device.name(row), kind.word(row), source.get(row));
        access.size(!size.isNull(row), size.get(row));
        access.iova(!iova.isNull(row), iova.get(row));
        access.result(result.word(row));
        advance();
        handler.access(access);
        return 1;
    }
}
