// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal;

import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.schema.VqSegmentColumn;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.PostedSegment;
import org.dmatape.replay.event.internal.column.FlagColumn;
import org.dmatape.replay.event.internal.column.IntColumn;
import org.dmatape.replay.event.internal.column.LongColumn;

/// Table `vq_segment`, whose rows belong to the add they name and come right behind it.
public final class SegmentCursor extends EventCursor {

    private final IntColumn entryIndex = column(VqSegmentColumn.ENTRY_INDEX, new IntColumn());
    private final LongColumn physAddress = column(VqSegmentColumn.PHYS_ADDR, new LongColumn());
    private final LongColumn dmaAddress = column(VqSegmentColumn.DMA_ADDR, new LongColumn());
    private final LongColumn size = column(VqSegmentColumn.SIZE, new LongColumn());
    private final FlagColumn deviceWritable = column(VqSegmentColumn.DEVICE_WRITABLE, new FlagColumn());
    private final PostedSegment segment = new PostedSegment();

    /// A cursor.
    public SegmentCursor() {
        super(TapeTable.VQ_SEGMENT, VqSegmentColumn.VQ_OP_ID);
    }

    @Override
    public int deliver(EventHandler handler) {
        int row = row();
        segment.begin(eventIdAt(row), entryIndex.get(row), size.get(row), deviceWritable.get(row));
        segment.physAddress(!physAddress.isNull(row), physAddress.get(row));
        segment.dmaAddress(!dmaAddress.isNull(row), dmaAddress.get(row));
        advance();
        handler.segment(segment);
        return 0;
    }
}
