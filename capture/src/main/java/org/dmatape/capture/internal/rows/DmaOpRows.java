// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.write.TableAppender;

/// Rows of `dma_op`: begin one, then set what the event says; amend it when more becomes known.
public final class DmaOpRows {
    private static final int NO_TEXT = -1;
    private static final long MOST_MAPPED_BYTES = 1L << 40;

    private final TableAppender table;
    private final RowHead head;
    private final MappingTally tally = new MappingTally();
    private final int mapTextId;
    private final int unmapTextId;

    DmaOpRows(TableAppender table, EventNumbers numbers, Vocabulary words) {
        this.table = table;
        this.mapTextId = words.operation(OperationKind.DMA_MAP);
        this.unmapTextId = words.operation(OperationKind.DMA_UNMAP);
        this.head = new RowHead(
                table,
                numbers,
                words,
                new RowHead.Columns(
                        DmaOpColumn.EVENT_ID,
                        DmaOpColumn.TS_NS,
                        DmaOpColumn.CPU,
                        DmaOpColumn.PID,
                        DmaOpColumn.COMM,
                        DmaOpColumn.CONTEXT,
                        DmaOpColumn.SOURCE_ID));
    }

    /// Number of the row begun last.
    public long row() {
        return table.rowCount() - 1;
    }

    /// Begins a row.
    ///
    /// @return its event number
    public long begin(EventCursor event, ExecutionContext context, int deviceTextId, int opTextId, int apiTextId) {
        long eventId = head.begin(event, context);
        if (deviceTextId != NO_TEXT) {
            table.setText(DmaOpColumn.DEVICE, deviceTextId);
        }
        table.setText(DmaOpColumn.OP, opTextId);
        if (opTextId == mapTextId) {
            tally.mapped();
        } else if (opTextId == unmapTextId) {
            tally.unmapped();
        }
        table.setText(DmaOpColumn.API, apiTextId);
        long vqOpId = context.enclosingVqEventId();
        if (vqOpId >= 0) {
            table.setLong(DmaOpColumn.VQ_OP_ID, vqOpId);
        }
        return eventId;
    }

    /// The row is an operation of its own.
    public void only(long opId) {
        entry(opId, 0, 1, false);
    }

    /// The row is one entry of a scatterlist.
    public void entry(long opId, int index, long count, boolean truncated) {
        table.setLong(DmaOpColumn.OP_ID, opId);
        table.setLong(DmaOpColumn.ENTRY_INDEX, index);
        table.setLong(DmaOpColumn.ENTRY_COUNT, count);
        table.setBoolean(DmaOpColumn.TRUNCATED, truncated);
    }

    /// Address the device uses.
    public void dmaAddress(long address) {
        table.setLong(DmaOpColumn.DMA_ADDR, address);
    }

    /// Address of the memory.
    public void physAddress(long address) {
        table.setLong(DmaOpColumn.PHYS_ADDR, address);
    }

    /// Kernel address of coherent memory.
    public void virtAddress(long address) {
        table.setLong(DmaOpColumn.VIRT_ADDR, address);
    }

    /// Bytes; a number that no machine can map comes from a damaged record and stays unknown.
    public void size(long sizeBytes) {
        if (sizeBytes >= 0 && sizeBytes <= MOST_MAPPED_BYTES) {
            table.setLong(DmaOpColumn.SIZE, sizeBytes);
        }
    }

    /// Direction, as a word.
    public void direction(int directionTextId) {
        table.setText(DmaOpColumn.DIRECTION, directionTextId);
    }

    /// DMA_ATTR_* bits.
    public void attrs(long bits) {
        table.setLong(DmaOpColumn.ATTRS, bits);
    }

    /// Mappings so far.
    public MappingTally tally() {
        return tally;
    }

    /// The operation took that long.
    ///
    /// @param maps whether it is one that maps
    public void amendDuration(long row, long durationNs, boolean maps) {
        if (maps) {
            tally.mapTook(durationNs);
        }
        table.patchLong(row, DmaOpColumn.DURATION_NS, durationNs);
    }

    /// The IOMMU mapped or unmapped that much for the operation.
    public void amendIommuBytes(long row, long iommuBytes) {
        table.patchLong(row, DmaOpColumn.IOMMU_BYTES, iommuBytes);
    }
}
