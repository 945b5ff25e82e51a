// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal;

import org.dmatape.format.schema.DeviceVqOpColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.DeviceQueueOperation;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.internal.column.IntColumn;
import org.dmatape.replay.event.internal.column.LongColumn;
import org.dmatape.replay.event.internal.column.NameColumn;

/// Table `device_vq_op`.
public final class DeviceQueueCursor extends EventCursor {

    private final LongColumn tsNs = column(DeviceVqOpColumn.TS_NS, new LongColumn());
    private final IntColumn length = column(DeviceVqOpColumn.LENGTH, new IntColumn());
    private final NameColumn virtioDevice;
    private final DeviceQueueOperation operation = new DeviceQueueOperation();

    /// A cursor that numbers devices in these names.
    public DeviceQueueCursor(TapeNames names) {
        super(TapeTable.DEVICE_VQ_OP, DeviceVqOpColumn.EVENT_ID);
        virtioDevice = column(DeviceVqOpColumn.VIRTIO_DEVICE, new NameColumn(names.virtioDevices()));
    }

    @Override
    public int deliver(EventHandler handler) {
        operation.at(eventIdAt(row()), tsNs.get(row()));
        operation.begin(virtioDevice.name(row()));
        operation.written(length.isNull(row()) ? 0 : Integer.toUnsignedLong(length.get(row())));
        advance();
        handler.deviceQueue(operation);
        return 1;
    }
}
