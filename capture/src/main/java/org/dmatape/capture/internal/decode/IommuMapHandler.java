// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationFrame;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.IommuOpRows;

/// iommu:map and iommu:unmap: pages entered or left an I/O page table. The events name no device; the DMA operation
/// around them does. From 7.2 a failed map is recorded too, with the size that was mapped.
final class IommuMapHandler implements EventHandler {

    private final DmaTables tables;
    private final boolean isUnmap;
    private final FieldReader iova;
    private final FieldReader physAddress;
    private final FieldReader size;
    private final FieldReader unmappedSize;
    private final OperationKind kind;
    private final int opText;

    IommuMapHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.isUnmap = format.name().equals("unmap");
        this.iova = FieldReader.of(format, "iova");
        this.physAddress = FieldReader.of(format, "paddr");
        this.size = FieldReader.of(format, "size");
        this.unmappedSize = FieldReader.of(format, "unmapped_size");
        this.kind = isUnmap ? OperationKind.IOMMU_UNMAP : OperationKind.IOMMU_MAP;
        this.opText = tables.rows().words().operation(kind);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        IommuOpRows rows = tables.rows().iommuOps();
        long address = iova.read(event);
        long sizeBytes = size.read(event);
        long eventId = rows.begin(event, context, opText);
        long row = rows.row();
        rows.iova(address);
        rows.size(sizeBytes);
        OperationFrame probed = context.top();
        if (probed != null && probed.kind() == kind && probed.root().row() == OperationFrame.NO_ROW) {
            probed.root().standsFor(row, eventId);
        }
        if (isUnmap) {
            long removed = unmappedSize.isIn(event) ? unmappedSize.read(event) : sizeBytes;
            rows.unmappedSize(removed);
            tables.correlation().unmapped(context, row, address, removed);
        } else {
            long memory = physAddress.read(event);
            rows.physAddress(memory);
            tables.correlation().enclosed(context, row, address, sizeBytes, memory);
        }
    }

    @Override
    public String interpretation() {
        return "iommu_op: " + kind.op();
    }
}
