// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.DmaOpRows;

/// dma_free, dma_free_pages and dma_free_sgt, traced before the fact. From 6.13 the event also fires for a null
/// pointer, where the kernel does nothing: that makes no row.
final class DmaFreeHandler implements EventHandler {

    private final DmaTables tables;
    private final TextField device;
    private final FieldReader virtAddress;
    private final FieldReader physAddress;
    private final FieldReader dmaAddress;
    private final FieldReader size;
    private final FieldReader direction;
    private final FieldReader attrs;
    private final int apiText;
    private final int freeText;
    private final int bidirectional;

    DmaFreeHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.device = TextField.of(format, tables.rows().words().texts(), "device");
        this.virtAddress = FieldReader.of(format, "virt_addr");
        this.physAddress = FieldReader.of(format, "phys_addr");
        this.dmaAddress = FieldReader.of(format, "dma_addr");
        this.size = FieldReader.of(format, "size");
        this.direction = FieldReader.of(format, "dir");
        this.attrs = FieldReader.of(format, "attrs");
        this.apiText = tables.api().ofEventName(format.name());
        this.freeText = tables.rows().words().operation(OperationKind.DMA_FREE);
        this.bidirectional = tables.rows().words().direction(0);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        if (virtAddress.isPresent() && virtAddress.read(event) == 0) {
            return;
        }
        DmaOpRows rows = tables.rows().dmaOps();
        int deviceTextId = device.read(event);
        long address = tables.api().normalise(dmaAddress.read(event));
        long opId = rows.begin(event, context, deviceTextId, freeText, apiText);
        rows.only(opId);
        rows.dmaAddress(address);
        rows.size(size.read(event));
        rows.direction(direction.isPresent() ? tables.rows().words().direction(direction.read(event)) : bidirectional);
        rows.attrs(attrs.read(event));
        if (virtAddress.isPresent()) {
            rows.virtAddress(virtAddress.read(event));
        }
        if (physAddress.isPresent()) {
            rows.physAddress(physAddress.read(event));
        }
        tables.correlation().made(context, OperationKind.DMA_FREE, rows.row(), opId, deviceTextId, address);
        context.awaitedUnmap().expect(rows.row(), opId, deviceTextId, address);
    }

    @Override
    public String interpretation() {
        return "dma_op: free";
    }
}
