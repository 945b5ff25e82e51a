// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal;

import org.dmatape.format.schema.IommuFaultColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.AccessKind;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.IommuFault;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.internal.column.LongColumn;
import org.dmatape.replay.event.internal.column.NameColumn;
import org.dmatape.replay.event.internal.column.ShortColumn;
import org.dmatape.replay.event.internal.column.WordColumn;

/// Table `iommu_fault`.
public final class FaultCursor extends EventCursor {

    private final LongColumn tsNs = column(IommuFaultColumn.TS_NS, new LongColumn());
    private final LongColumn iova = column(IommuFaultColumn.IOVA, new LongColumn());
    private final WordColumn<AccessKind> access =
            column(IommuFaultColumn.ACCESS, new WordColumn<>("iommu_fault.access", AccessKind.values()));
    private final ShortColumn source = column(IommuFaultColumn.SOURCE_ID, new ShortColumn());
    private final NameColumn reason = column(IommuFaultColumn.REASON, new NameColumn(new Names()));
    private final NameColumn device;
    private final IommuFault fault = new IommuFault();

    /// A cursor that numbers devices in these names.
    public FaultCursor(TapeNames names) {
        super(TapeTable.IOMMU_FAULT, IommuFaultColumn.EVENT_ID);
        device = column(IommuFaultColumn.DEVICE, new NameColumn(names.devices()));
    }

    @Override
    public int deliver(EventHandler handler) {
        int row = row();
        fault.at(eventIdAt(row), tsNs.get(row));
        fault.begin(device.name(row), access.word(row));
        fault.reported(source.get(row), reason.name(row));
        fault.iova(!iova.isNull(row), iova.get(row));
        advance();
        handler.fault(fault);
        return 1;
    }
}
