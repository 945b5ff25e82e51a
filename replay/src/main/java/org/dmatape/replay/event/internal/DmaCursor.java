// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal;

import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.event.DmaOp;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.internal.column.FlagColumn;
import org.dmatape.replay.event.internal.column.IntColumn;
import org.dmatape.replay.event.internal.column.LongColumn;
import org.dmatape.replay.event.internal.column.NameColumn;
import org.dmatape.replay.event.internal.column.ShortColumn;
import org.dmatape.replay.event.internal.column.WordColumn;

/// Table `dma_op`. The rows of one scatterlist, which follow each other, make one operation.
public final class DmaCursor extends EventCursor {

    /// More entries than any scatterlist has; beyond them the rest is another operation.
    private static final int MAX_ENTRIES = 1 << 20;

    private final LongColumn tsNs = column(DmaOpColumn.TS_NS, new LongColumn());
    private final ShortColumn cpu = column(DmaOpColumn.CPU, new ShortColumn());
    private final WordColumn<DmaOp> op = column(DmaOpColumn.OP, new WordColumn<>("dma_op.op", DmaOp.values()));
    private final WordColumn<DmaApi> api = column(DmaOpColumn.API, new WordColumn<>("dma_op.api", DmaApi.values()));
    private final WordColumn<DmaDirection> direction =
            column(DmaOpColumn.DIRECTION, new WordColumn<>("dma_op.direction", DmaDirection.values()));
    private final LongColumn dmaAddress = column(DmaOpColumn.DMA_ADDR, new LongColumn());
    private final LongColumn physAddress = column(DmaOpColumn.PHYS_ADDR, new LongColumn());
    private final LongColumn virtAddress = column(DmaOpColumn.VIRT_ADDR, new LongColumn());
    private final LongColumn size = column(DmaOpColumn.SIZE, new LongColumn());
    private final LongColumn attributes = column(DmaOpColumn.ATTRS, new LongColumn());
    private final LongColumn opId = column(DmaOpColumn.OP_ID, new LongColumn());
    private final IntColumn entryIndex = column(DmaOpColumn.ENTRY_INDEX, new IntColumn());
    private final IntColumn entryCount = column(DmaOpColumn.ENTRY_COUNT, new IntColumn());
    private final FlagColumn truncated = column(DmaOpColumn.TRUNCATED, new FlagColumn());
    private final LongColumn iommuBytes = column(DmaOpColumn.IOMMU_BYTES, new LongColumn());
    private final LongColumn durationNs = column(DmaOpColumn.DURATION_NS, new LongColumn());
    private final LongColumn virtqueueEvent = column(DmaOpColumn.VQ_OP_ID, new LongColumn());
    private final NameColumn device;
    private final DmaOperation operation = new DmaOperation();

    /// A cursor that numbers devices in these names.
    public DmaCursor(TapeNames names) {
        super(TapeTable.DMA_OP, DmaOpColumn.EVENT_ID);
        device = column(DmaOpColumn.DEVICE, new NameColumn(names.devices()));
    }

    @Override
    public int deliver(EventHandler handler) {
        long first = opId.get(row());
        fillOperation(row());
        do {
            fillEntry(row());
            advance();
        } while (!ended()
                && opId.get(row()) == first
                && entryIndex.get(row()) != 0
                && operation.recorded() < MAX_ENTRIES);
        handler.dma(operation);
        return operation.recorded();
    }

    private void fillOperation(int row) {
        operation.at(eventIdAt(row), tsNs.get(row));
        operation.begin(
                cpu.get(row),
                device.name(row),
                op.word(row),
                api.word(row),
                direction.wordOr(row, DmaDirection.UNKNOWN));
        operation.describe(attributes.getOr(row, 0), entryCount.get(row), truncated.get(row), iommuBytes.getOr(row, 0));
        operation.virtAddress(!virtAddress.isNull(row), virtAddress.get(row));
        operation.duration(!durationNs.isNull(row), durationNs.get(row));
        operation.virtqueue(!virtqueueEvent.isNull(row), virtqueueEvent.get(row));
    }

    private void fillEntry(int row) {
        operation.beginEntry(eventIdAt(row));
        if (!dmaAddress.isNull(row)) {
            operation.entryDmaAddress(dmaAddress.get(row));
        }
        if (!physAddress.isNull(row)) {
            operation.entryPhysAddress(physAddress.get(row));
        }
        if (!size.isNull(row)) {
            operation.entrySize(size.get(row));
        }
    }
}
