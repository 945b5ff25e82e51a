// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.DmaArguments;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.DmaOpRows;

/// dma_unmap_sg, traced before the fact: only the physical addresses of the list, a row for each.
final class DmaUnmapSgHandler implements EventHandler {

    private final DmaTables tables;
    private final TextField device;
    private final DynamicField physAddresses;
    private final FieldReader direction;
    private final FieldReader attrs;
    private final int unmapText;

    DmaUnmapSgHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.device = TextField.of(format, tables.rows().words().texts(), "device");
        this.physAddresses = DynamicField.of(format, "addrs");
        this.direction = FieldReader.of(format, "dir");
        this.attrs = FieldReader.of(format, "attrs");
        this.unmapText = tables.rows().words().operation(OperationKind.DMA_UNMAP_SG);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        DmaOpRows rows = tables.rows().dmaOps();
        int deviceTextId = device.read(event);
        int entries = physAddresses.count(event);
        int directionText = tables.rows().words().direction(direction.read(event));
        long attributes = attrs.read(event);
        long opId = -1;
        long firstRow = -1;
        for (int i = 0; i < Math.max(1, entries); i++) {
            long eventId = rows.begin(
                    event, context, deviceTextId, unmapText, tables.api().sg());
            opId = i == 0 ? eventId : opId;
            firstRow = i == 0 ? rows.row() : firstRow;
            rows.entry(opId, i, entries, false);
            rows.direction(directionText);
            rows.attrs(attributes);
            if (i < entries) {
                rows.physAddress(physAddresses.element(event, i));
            }
        }
        tables.correlation()
                .made(context, OperationKind.DMA_UNMAP_SG, firstRow, opId, deviceTextId, DmaArguments.UNKNOWN);
        context.awaitedUnmap().expect(firstRow, opId, deviceTextId, DmaArguments.UNKNOWN);
    }

    @Override
    public String interpretation() {
        return "dma_op: unmap, a row per entry";
    }
}
