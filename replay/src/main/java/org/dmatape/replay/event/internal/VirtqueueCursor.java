// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal;

import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.schema.VqOpColumn;
import org.dmatape.replay.event.Context;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.VirtqueueOp;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.event.internal.column.IntColumn;
import org.dmatape.replay.event.internal.column.LongColumn;
import org.dmatape.replay.event.internal.column.NameColumn;
import org.dmatape.replay.event.internal.column.ShortColumn;
import org.dmatape.replay.event.internal.column.WordColumn;

/// Table `vq_op`.
public final class VirtqueueCursor extends EventCursor {

    private final LongColumn tsNs = column(VqOpColumn.TS_NS, new LongColumn());
    private final ShortColumn cpu = column(VqOpColumn.CPU, new ShortColumn());
    private final WordColumn<VirtqueueOp> op =
            column(VqOpColumn.OP, new WordColumn<>("vq_op.op", VirtqueueOp.values()));
    private final WordColumn<Context> context =
            column(VqOpColumn.CONTEXT, new WordColumn<>("vq_op.context", Context.values()));
    private final IntColumn queueIndex = column(VqOpColumn.QUEUE_INDEX, new IntColumn());
    private final LongColumn vq = column(VqOpColumn.VQ, new LongColumn());
    private final LongColumn token = column(VqOpColumn.TOKEN, new LongColumn());
    private final LongColumn result = column(VqOpColumn.RESULT, new LongColumn());
    private final LongColumn durationNs = column(VqOpColumn.DURATION_NS, new LongColumn());
    private final IntColumn numFree = column(VqOpColumn.NUM_FREE, new IntColumn());
    private final NameColumn virtioDevice;
    private final NameColumn queueName;
    private final VirtqueueOperation operation = new VirtqueueOperation();

    /// A cursor that numbers devices and queues in these names.
    public VirtqueueCursor(TapeNames names) {
        super(TapeTable.VQ_OP, VqOpColumn.EVENT_ID);
        virtioDevice = column(VqOpColumn.VIRTIO_DEVICE, new NameColumn(names.virtioDevices()));
        queueName = column(VqOpColumn.QUEUE_NAME, new NameColumn(names.queues()));
    }

    @Override
    public int deliver(EventHandler handler) {
        int row = row();
        operation.at(eventIdAt(row), tsNs.get(row));
        operation.begin(cpu.get(row), op.word(row), virtioDevice.name(row), queueName.name(row));
        operation.context(context.word(row));
        operation.queueIndex(!queueIndex.isNull(row), queueIndex.get(row));
        operation.vq(!vq.isNull(row), vq.get(row));
        operation.token(!token.isNull(row), token.get(row));
        operation.result(!result.isNull(row), result.get(row));
        operation.durationNs(durationNs.isNull(row) ? 0 : durationNs.get(row));
        operation.freeDescriptors(numFree.isNull(row) ? 0 : Integer.toUnsignedLong(numFree.get(row)));
        advance();
        handler.virtqueue(operation);
        return 1;
    }
}
