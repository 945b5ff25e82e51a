// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import org.dmatape.format.schema.DeviceVqOpColumn;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.write.TextPool;

/// Keeps the notifications and interrupts of rows of `device_vq_op`.
final class DeviceQueueRows extends IgnoredRows {

    private static final int NONE = -1;

    private final TextPool texts;
    private final SideSignals signals = new SideSignals();
    private long tsNs;
    private long vdev;
    private long vq;
    private int index = NONE;
    private int op = NONE;

    DeviceQueueRows(TextPool texts) {
        this.texts = texts;
    }

    SideSignals signals() {
        return signals;
    }

    @Override
    public long beginRow() {
        take();
        op = NONE;
        index = NONE;
        vq = 0;
        vdev = 0;
        return super.beginRow();
    }

    @Override
    public void setLong(TapeColumn column, long value) {
        if (column instanceof DeviceVqOpColumn known) {
            switch (known) {
                case TS_NS -> tsNs = value;
                case VDEV -> vdev = value;
                case VQ -> vq = value;
                case QUEUE_INDEX -> index = (int) value;
                default -> {}
            }
        }
    }

    @Override
    public void setText(TapeColumn column, int textId) {
        if (column == DeviceVqOpColumn.OP) {
            op = textId;
        }
    }

    private void take() {
        if (op == NONE || vq == 0) {
            return;
        }
        String name = texts.textOf(op);
        boolean isKick = name.equals("notify");
        if (!isKick && !name.equals("interrupt")) {
            return;
        }
        signals.queue(QueueIdentity.pointer(vdev), QueueIdentity.pointer(vq)).ifPresent(queue -> {
            signals.see(tsNs);
            if (index != NONE) {
                queue.index(index);
            }
            (isKick ? queue.kicks() : queue.interrupts()).add(tsNs);
        });
    }

    /// No row follows.
    void finish() {
        take();
        op = NONE;
    }
}
