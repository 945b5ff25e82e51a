// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.format.schema.DeviceVqOpColumn;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TextPool;

/// Table `device_vq_op`, where each row gets the name that the guest has for its virtio device once alignment has shown
/// which one it is.
public final class NamedQueueRows implements TableAppender {

    private final TableAppender table;
    private final Map<Long, Name> nameOf = new HashMap<>();

    private record Name(int deviceTextId, int queueIndex) {}

    /// @param table where rows go
    /// @param texts its texts
    /// @param queues the queues that are known
    public NamedQueueRows(TableAppender table, TextPool texts, List<QueueIdentity> queues) {
        this.table = table;
        for (QueueIdentity queue : queues) {
            nameOf.put(
                    Long.parseUnsignedLong(queue.vq().substring("0x".length()), 16),
                    new Name(
                            texts.idOf(queue.virtioDevice()), queue.queueIndex().orElse(-1)));
        }
    }

    @Override
    public long beginRow() {
        return table.beginRow();
    }

    @Override
    public void setLong(TapeColumn column, long value) {
        table.setLong(column, value);
        if (column == DeviceVqOpColumn.VQ) {
            Name name = nameOf.get(value);
            if (name != null) {
                table.setText(DeviceVqOpColumn.VIRTIO_DEVICE, name.deviceTextId());
                if (name.queueIndex() >= 0) {
                    table.setLong(DeviceVqOpColumn.QUEUE_INDEX, name.queueIndex());
                }
            }
        }
    }

    @Override
    public void setText(TapeColumn column, int textId) {
        table.setText(column, textId);
    }

    @Override
    public void setBoolean(TapeColumn column, boolean value) {
        table.setBoolean(column, value);
    }

    @Override
    public boolean patchLong(long row, TapeColumn column, long value) {
        return table.patchLong(row, column, value);
    }

    @Override
    public boolean patchText(long row, TapeColumn column, int textId) {
        return table.patchText(row, column, textId);
    }

    @Override
    public boolean patchBoolean(long row, TapeColumn column, boolean value) {
        return table.patchBoolean(row, column, value);
    }

    @Override
    public long rowCount() {
        return table.rowCount();
    }
}
