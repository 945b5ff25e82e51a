// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.DmaOpRows;

/// dma_map_page, dma_map_resource (to 6.17), dma_map_phys (from 6.18): one buffer was mapped, or could not be.
final class DmaMapHandler implements EventHandler {

    private final DmaTables tables;
    private final TextField device;
    private final FieldReader physAddress;
    private final FieldReader dmaAddress;
    private final FieldReader size;
    private final FieldReader direction;
    private final FieldReader attrs;
    private final boolean isResource;
    private final int mapText;

    DmaMapHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.device = TextField.of(format, tables.rows().words().texts(), "device");
        this.physAddress = FieldReader.of(format, "phys_addr");
        this.dmaAddress = FieldReader.of(format, "dma_addr");
        this.size = FieldReader.of(format, "size");
        this.direction = FieldReader.of(format, "dir");
        this.attrs = FieldReader.of(format, "attrs");
        this.isResource = format.name().endsWith("_resource");
        this.mapText = tables.rows().words().operation(OperationKind.DMA_MAP);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        DmaApi api = tables.api();
        DmaOpRows rows = tables.rows().dmaOps();
        int deviceTextId = device.read(event);
        long address = api.normalise(dmaAddress.read(event));
        long attributes = attrs.read(event);
        long memory = physAddress.read(event);
        boolean failed = DmaApi.isMappingError(address);
        long opId = rows.begin(
                event,
                context,
                deviceTextId,
                failed ? api.mapError() : mapText,
                isResource ? api.resource() : api.singleOrResource(attributes));
        rows.only(opId);
        rows.dmaAddress(address);
        rows.physAddress(memory);
        rows.size(size.read(event));
        rows.direction(tables.rows().words().direction(direction.read(event)));
        rows.attrs(attributes);
        tables.correlation().made(context, OperationKind.DMA_MAP, rows.row(), opId, deviceTextId, address);
        tables.correlation().bounced(context, memory, opId);
    }

    @Override
    public String interpretation() {
        return "dma_op: map";
    }
}
