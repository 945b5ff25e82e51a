// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.DmaOpRows;

/// dma_unmap_page, dma_unmap_resource (to 6.17), dma_unmap_phys (from 6.18), traced after the fact.
/// The field is called `addr`, the kernel's text calls it `dma_addr`.
final class DmaUnmapHandler implements EventHandler {

    private final DmaTables tables;
    private final TextField device;
    private final FieldReader dmaAddress;
    private final FieldReader size;
    private final FieldReader direction;
    private final FieldReader attrs;
    private final boolean isResource;
    private final int unmapText;

    DmaUnmapHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.device = TextField.of(format, tables.rows().words().texts(), "device");
        this.dmaAddress = FieldReader.of(format, "addr", "dma_addr");
        this.size = FieldReader.of(format, "size");
        this.direction = FieldReader.of(format, "dir");
        this.attrs = FieldReader.of(format, "attrs");
        this.isResource = format.name().endsWith("_resource");
        this.unmapText = tables.rows().words().operation(OperationKind.DMA_UNMAP);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        DmaApi api = tables.api();
        DmaOpRows rows = tables.rows().dmaOps();
        int deviceTextId = device.read(event);
        long address = api.normalise(dmaAddress.read(event));
        long attributes = attrs.read(event);
        long opId = rows.begin(
                event,
                context,
                deviceTextId,
                unmapText,
                isResource ? api.resource() : api.singleOrResource(attributes));
        rows.only(opId);
        rows.dmaAddress(address);
        rows.size(size.read(event));
        rows.direction(tables.rows().words().direction(direction.read(event)));
        rows.attrs(attributes);
        tables.correlation().made(context, OperationKind.DMA_UNMAP, rows.row(), opId, deviceTextId, address);
    }

    @Override
    public String interpretation() {
        return "dma_op: unmap";
    }
}
