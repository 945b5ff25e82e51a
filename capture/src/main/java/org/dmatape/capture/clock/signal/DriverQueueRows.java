// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.VqOpColumn;
import org.dmatape.format.write.TextPool;

/// Keeps the kicks and interrupts of rows of `vq_op`. A row is looked at when it is [#WINDOW] rows old: until then what
/// its operation returned may still be added.
///
/// A kick is a `notify`; of a queue without any, a `kick_prepare` that said yes, or a `kick`, is what comes nearest.
final class DriverQueueRows extends IgnoredRows {

    private static final int WINDOW = 1 << 12;
    private static final int NONE = -1;

    private final TextPool texts;
    private final SideSignals signals = new SideSignals();
    private final Row[] rows = new Row[WINDOW];

    /// One row, as far as it is needed.
    private static final class Row {
        private long tsNs;
        private int op = NONE;
        private int device = NONE;
        private int name = NONE;
        private int index = NONE;
        private long result = NONE;

        private void clear() {
            op = NONE;
            device = NONE;
            name = NONE;
            index = NONE;
            result = NONE;
        }
    }

    DriverQueueRows(TextPool texts) {
        this.texts = texts;
        for (int i = 0; i < WINDOW; i++) {
            rows[i] = new Row();
        }
    }

    SideSignals signals() {
        return signals;
    }

    @Override
    public long beginRow() {
        long row = super.beginRow();
        Row slot = slot(row);
        if (row >= WINDOW) {
            take(slot);
        }
        slot.clear();
        return row;
    }

    @Override
    public void setLong(TapeColumn column, long value) {
        set(slot(rowCount() - 1), column, value);
    }

    @Override
    public void setText(TapeColumn column, int textId) {
        set(slot(rowCount() - 1), column, textId);
    }

    @Override
    public boolean patchLong(long row, TapeColumn column, long value) {
        boolean amendable = row >= 0 && row > rowCount() - 1 - WINDOW;
        if (amendable) {
            set(slot(row), column, value);
        }
        return amendable;
    }

    @Override
    public boolean patchText(long row, TapeColumn column, int textId) {
        return patchLong(row, column, textId);
    }

    private Row slot(long row) {
        return rows[(int) (row % WINDOW)];
    }

    private static void set(Row row, TapeColumn column, long value) {
        if (!(column instanceof VqOpColumn known)) {
            return;
        }
        switch (known) {
            case TS_NS -> row.tsNs = value;
            case OP -> row.op = (int) value;
            case VIRTIO_DEVICE -> row.device = (int) value;
            case QUEUE_NAME -> row.name = (int) value;
            case QUEUE_INDEX -> row.index = (int) value;
            case RESULT -> row.result = value;
            default -> {}
        }
    }

    private void take(Row row) {
        if (row.op == NONE || row.device == NONE || row.name == NONE) {
            return;
        }
        int index = row.index == NONE ? QueueSignals.UNKNOWN_INDEX : row.index;
        signals.queue(texts.textOf(row.device), texts.textOf(row.name), index).ifPresent(queue -> take(row, queue));
    }

    private void take(Row row, QueueSignals queue) {
        signals.see(row.tsNs);
        switch (texts.textOf(row.op)) {
            case "notify" -> queue.kicks().add(row.tsNs);
            case "kick_prepare", "kick" -> {
                if (row.result != 0) {
                    queue.preparedKicks().add(row.tsNs);
                }
            }
            case "interrupt" -> queue.interrupts().add(row.tsNs);
            default -> {}
        }
    }

    /// No row follows.
    void finish() {
        for (long row = Math.max(0, rowCount() - WINDOW); row < rowCount(); row++) {
            take(slot(row));
        }
    }
}
