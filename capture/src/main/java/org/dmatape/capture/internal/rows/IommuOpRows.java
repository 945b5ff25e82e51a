// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.format.schema.IommuOpColumn;
import org.dmatape.format.write.TableAppender;

/// Rows of `iommu_op`.
public final class IommuOpRows {

    private final TableAppender table;
    private final RowHead head;

    IommuOpRows(TableAppender table, EventNumbers numbers, Vocabulary words) {
        this.table = table;
        this.head = new RowHead(
                table,
                numbers,
                words,
                new RowHead.Columns(
                        IommuOpColumn.EVENT_ID,
                        IommuOpColumn.TS_NS,
                        IommuOpColumn.CPU,
                        IommuOpColumn.PID,
                        IommuOpColumn.COMM,
                        IommuOpColumn.CONTEXT,
                        IommuOpColumn.SOURCE_ID));
    }

    /// Number of the row begun last.
    public long row() {
        return table.rowCount() - 1;
    }

    /// Begins a row.
    ///
    /// @return its event number
    public long begin(EventCursor event, ExecutionContext context, int opTextId) {
        long eventId = head.begin(event, context);
        table.setText(IommuOpColumn.OP, opTextId);
        return eventId;
    }

    /// Begins a row of what a device model or an IOMMU did itself, as its own log has it.
    public void beginOfDevice(EventCursor event, int opTextId) {
        head.beginOfDevice(event);
        table.setText(IommuOpColumn.OP, opTextId);
    }

    /// Bytes an unmap removed, of an earlier row.
    public void amendUnmappedSize(long row, long sizeBytes) {
        table.patchLong(row, IommuOpColumn.UNMAPPED_SIZE, sizeBytes);
    }

    /// First I/O virtual address.
    public void iova(long address) {
        table.setLong(IommuOpColumn.IOVA, address);
    }

    /// First physical address.
    public void physAddress(long address) {
        table.setLong(IommuOpColumn.PHYS_ADDR, address);
    }

    /// Bytes asked for.
    public void size(long sizeBytes) {
        table.setLong(IommuOpColumn.SIZE, sizeBytes);
    }

    /// Bytes an unmap removed.
    public void unmappedSize(long sizeBytes) {
        table.setLong(IommuOpColumn.UNMAPPED_SIZE, sizeBytes);
    }

    /// Device.
    public void device(int deviceTextId) {
        table.setText(IommuOpColumn.DEVICE, deviceTextId);
    }

    /// Domain of an invalidation.
    public void domain(long domainId) {
        table.setLong(IommuOpColumn.DOMAIN, domainId);
    }

    /// The event turned out to belong to that DMA operation.
    public void amendOwner(long row, long dmaOpId, int deviceTextId) {
        table.patchLong(row, IommuOpColumn.DMA_OP_ID, dmaOpId);
        if (deviceTextId >= 0) {
            table.patchText(row, IommuOpColumn.DEVICE, deviceTextId);
        }
    }

    /// The operation took that long.
    public void amendDuration(long row, long durationNs) {
        table.patchLong(row, IommuOpColumn.DURATION_NS, durationNs);
    }
}
