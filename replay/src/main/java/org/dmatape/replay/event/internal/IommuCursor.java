// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal;

import org.dmatape.format.schema.IommuOpColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.IommuOp;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.internal.column.IntColumn;
import org.dmatape.replay.event.internal.column.LongColumn;
import org.dmatape.replay.event.internal.column.NameColumn;
import org.dmatape.replay.event.internal.column.ShortColumn;
import org.dmatape.replay.event.internal.column.WordColumn;

/// Table `iommu_op`.
public final class IommuCursor extends EventCursor {

    private final LongColumn tsNs = column(IommuOpColumn.TS_NS, new LongColumn());
    private final WordColumn<IommuOp> op = column(IommuOpColumn.OP, new WordColumn<>("iommu_op.op", IommuOp.values()));
    private final IntColumn domain = column(IommuOpColumn.DOMAIN, new IntColumn());
    private final LongColumn iova = column(IommuOpColumn.IOVA, new LongColumn());
    private final LongColumn size = column(IommuOpColumn.SIZE, new LongColumn());
    private final ShortColumn source = column(IommuOpColumn.SOURCE_ID, new ShortColumn());
    private final LongColumn dmaOperation = column(IommuOpColumn.DMA_OP_ID, new LongColumn());
    private final NameColumn device;
    private final IommuOperation operation = new IommuOperation();

    /// A cursor that numbers devices in these names.
    public IommuCursor(TapeNames names) {
        super(TapeTable.IOMMU_OP, IommuOpColumn.EVENT_ID);
        device = column(IommuOpColumn.DEVICE, new NameColumn(names.devices()));
    }

    @Override
    public int deliver(EventHandler handler) {
        int row = row();
        operation.at(eventIdAt(row), tsNs.get(row));
        operation.begin(op.word(row), device.name(row));
        operation.domain(!domain.isNull(row), Integer.toUnsignedLong(domain.get(row)));
        operation.iova(!iova.isNull(row), iova.get(row));
        operation.size(!size.isNull(row), size.get(row));
        operation.within(source.get(row), !dmaOperation.isNull(row), dmaOperation.get(row));
        advance();
        handler.iommu(operation);
        return 1;
    }
}
