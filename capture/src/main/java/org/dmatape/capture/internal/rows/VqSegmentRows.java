// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import org.dmatape.format.schema.VqSegmentColumn;
import org.dmatape.format.write.TableAppender;

/// Rows of `vq_segment`.
public final class VqSegmentRows {

    private final TableAppender table;

    VqSegmentRows(TableAppender table) {
        this.table = table;
    }

    /// Adds an entry of a posted buffer.
    public void add(long vqOpId, int entryIndex, long sizeBytes, boolean deviceWritable) {
        table.beginRow();
        table.setLong(VqSegmentColumn.VQ_OP_ID, vqOpId);
        table.setLong(VqSegmentColumn.ENTRY_INDEX, entryIndex);
        table.setLong(VqSegmentColumn.SIZE, sizeBytes);
        table.setBoolean(VqSegmentColumn.DEVICE_WRITABLE, deviceWritable);
    }

    /// Physical address of the entry added last.
    public void physAddress(long address) {
        table.setLong(VqSegmentColumn.PHYS_ADDR, address);
    }

    /// DMA address of the entry added last.
    public void dmaAddress(long address) {
        table.setLong(VqSegmentColumn.DMA_ADDR, address);
    }
}
