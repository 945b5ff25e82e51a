// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.DmaArguments;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.DmaOpRows;

/// dma_sync_single_for_cpu, dma_sync_single_for_device and the same for scatterlists, a row per entry.
final class DmaSyncHandler implements EventHandler {

    private final DmaTables tables;
    private final OperationKind kind;
    private final TextField device;
    private final FieldReader dmaAddress;
    private final FieldReader size;
    private final DynamicField dmaAddresses;
    private final DynamicField lengths;
    private final FieldReader direction;
    private final int opText;

    DmaSyncHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.kind =
                format.name().endsWith("_for_cpu") ? OperationKind.DMA_SYNC_FOR_CPU : OperationKind.DMA_SYNC_FOR_DEVICE;
        this.device = TextField.of(format, tables.rows().words().texts(), "device");
        this.dmaAddress = FieldReader.of(format, "dma_addr");
        this.size = FieldReader.of(format, "size");
        this.dmaAddresses = DynamicField.of(format, "dma_addrs");
        this.lengths = DynamicField.of(format, "lengths");
        this.direction = FieldReader.of(format, "dir");
        this.opText = tables.rows().words().operation(kind);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        DmaOpRows rows = tables.rows().dmaOps();
        int deviceTextId = device.read(event);
        int directionText = tables.rows().words().direction(direction.read(event));
        boolean isList = dmaAddresses.isPresent();
        int entries = isList ? Math.min(dmaAddresses.count(event), lengths.count(event)) : 1;
        long opId = -1;
        long firstRow = -1;
        for (int i = 0; i < entries; i++) {
            if (isList && lengths.element(event, i) == 0) {
                continue; // an IOMMU merged this entry into an earlier one
            }
            long eventId = rows.begin(
                    event,
                    context,
                    deviceTextId,
                    opText,
                    isList ? tables.api().sg() : tables.api().single());
            opId = opId < 0 ? eventId : opId;
            firstRow = firstRow < 0 ? rows.row() : firstRow;
            rows.entry(opId, i, entries, false);
            rows.direction(directionText);
            rows.dmaAddress(tables.api().normalise(isList ? dmaAddresses.element(event, i) : dmaAddress.read(event)));
            rows.size(isList ? lengths.element(event, i) : size.read(event));
        }
        if (firstRow >= 0) {
            tables.correlation().made(context, kind, firstRow, opId, deviceTextId, DmaArguments.UNKNOWN);
        }
    }

    @Override
    public String interpretation() {
        return "dma_op: " + kind.op();
    }
}
