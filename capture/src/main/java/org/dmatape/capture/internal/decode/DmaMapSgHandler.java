// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.DmaArguments;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.DmaOpRows;

/// dma_map_sg and dma_map_sg_err: a scatterlist was mapped, a row per recorded entry.
///
/// An IOMMU may merge entries: there are then fewer DMA addresses than physical ones, and lengths belong to the DMA
/// side. Kernels from early 2026 record at most 128 entries and say so (`full_nents`, `full_ents`, `truncated`).
final class DmaMapSgHandler implements EventHandler {

    private final DmaTables tables;
    private final TextField device;
    private final DynamicField physAddresses;
    private final DynamicField dmaAddresses;
    private final DynamicField lengths;
    private final FieldReader fullEntries;
    private final FieldReader truncated;
    private final FieldReader direction;
    private final FieldReader attrs;
    private final boolean isError;
    private final int opText;

    DmaMapSgHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.device = TextField.of(format, tables.rows().words().texts(), "device");
        this.physAddresses = DynamicField.of(format, "phys_addrs");
        this.dmaAddresses = DynamicField.of(format, "dma_addrs");
        this.lengths = DynamicField.of(format, "lengths");
        this.fullEntries = FieldReader.of(format, "full_nents");
        this.truncated = FieldReader.of(format, "truncated");
        this.direction = FieldReader.of(format, "dir");
        this.attrs = FieldReader.of(format, "attrs");
        this.isError = format.name().endsWith("_err");
        this.opText = isError ? tables.api().mapError() : tables.rows().words().operation(OperationKind.DMA_MAP_SG);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        DmaOpRows rows = tables.rows().dmaOps();
        int deviceTextId = device.read(event);
        int memoryEntries = physAddresses.count(event);
        int deviceEntries = Math.min(dmaAddresses.count(event), lengths.count(event));
        int recorded = Math.max(1, Math.max(memoryEntries, deviceEntries));
        long entryCount = fullEntries.isPresent() ? Math.max(0, fullEntries.read(event)) : memoryEntries;
        boolean isTruncated = truncated.read(event) != 0;
        int directionText = tables.rows().words().direction(direction.read(event));
        long attributes = attrs.read(event);
        long opId = -1;
        long firstRow = -1;
        for (int i = 0; i < recorded; i++) {
            long eventId = rows.begin(
                    event, context, deviceTextId, opText, tables.api().sg());
            opId = i == 0 ? eventId : opId;
            firstRow = i == 0 ? rows.row() : firstRow;
            rows.entry(opId, i, entryCount, isTruncated);
            rows.direction(directionText);
            rows.attrs(attributes);
            if (i < memoryEntries) {
                long memory = physAddresses.element(event, i);
                rows.physAddress(memory);
                tables.correlation().bounced(context, memory, opId);
            }
            if (i < deviceEntries) {
                rows.dmaAddress(dmaAddresses.element(event, i));
                rows.size(lengths.element(event, i));
            } else if (isError) {
                rows.dmaAddress(-1L);
            }
        }
        tables.correlation()
                .made(context, OperationKind.DMA_MAP_SG, firstRow, opId, deviceTextId, DmaArguments.UNKNOWN);
    }

    @Override
    public String interpretation() {
        return isError ? "dma_op: map_error" : "dma_op: map, a row per entry";
    }
}
