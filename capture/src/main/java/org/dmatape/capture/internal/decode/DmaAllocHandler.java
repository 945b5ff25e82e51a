// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.DmaArguments;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.DmaOpRows;

/// dma_alloc, dma_alloc_pages, dma_alloc_sgt and dma_alloc_sgt_err: memory was allocated together with its mapping.
/// The first 6.12 release candidates had `phys_addr` where later kernels have `virt_addr`; a null pointer is a failure.
final class DmaAllocHandler implements EventHandler {

    private final DmaTables tables;
    private final TextField device;
    private final FieldReader virtAddress;
    private final FieldReader physAddress;
    private final DynamicField physAddresses;
    private final FieldReader dmaAddress;
    private final FieldReader size;
    private final FieldReader direction;
    private final FieldReader attrs;
    private final boolean isError;
    private final int apiText;
    private final int allocText;
    private final int bidirectional;

    DmaAllocHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.device = TextField.of(format, tables.rows().words().texts(), "device");
        this.virtAddress = FieldReader.of(format, "virt_addr");
        this.physAddress = FieldReader.of(format, "phys_addr");
        this.physAddresses = DynamicField.of(format, "phys_addrs");
        this.dmaAddress = FieldReader.of(format, "dma_addr");
        this.size = FieldReader.of(format, "size");
        this.direction = FieldReader.of(format, "dir");
        this.attrs = FieldReader.of(format, "attrs");
        this.isError = format.name().endsWith("_err");
        this.apiText = tables.api().ofEventName(format.name());
        this.allocText = tables.rows().words().operation(OperationKind.DMA_ALLOC);
        this.bidirectional = tables.rows().words().direction(0);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        DmaOpRows rows = tables.rows().dmaOps();
        int deviceTextId = device.read(event);
        boolean failed = isError || (virtAddress.isPresent() && virtAddress.read(event) == 0);
        long address = failed ? -1L : tables.api().normalise(dmaAddress.read(event));
        long opId =
                rows.begin(event, context, deviceTextId, failed ? tables.api().mapError() : allocText, apiText);
        int entries = physAddresses.count(event);
        rows.entry(opId, 0, Math.max(1, entries), false);
        rows.dmaAddress(address);
        rows.size(size.read(event));
        rows.direction(direction.isPresent() ? tables.rows().words().direction(direction.read(event)) : bidirectional);
        rows.attrs(attrs.read(event));
        if (virtAddress.isPresent() && !failed) {
            rows.virtAddress(virtAddress.read(event));
        }
        if (physAddress.isPresent() && !failed) {
            rows.physAddress(physAddress.read(event));
        } else if (entries == 1) {
            rows.physAddress(physAddresses.element(event, 0));
        }
        tables.correlation()
                .made(
                        context,
                        OperationKind.DMA_ALLOC,
                        rows.row(),
                        opId,
                        deviceTextId,
                        failed ? DmaArguments.UNKNOWN : address);
    }

    @Override
    public String interpretation() {
        return isError ? "dma_op: map_error" : "dma_op: alloc";
    }
}
