// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

/// An interrupt of a virtio vector, already a row: if vring_interrupt is probed too, it fills in that row.
public final class AwaitedInterrupt {

    private long row = OperationFrame.NO_ROW;
    private long irq;
    private long entryNs;
    private int deviceTextId;
    private int queueTextId;

    /// Expects vring_interrupt.
    ///
    /// @param newQueueTextId queue the vector belongs to, or -1 when several share it
    public void expect(long newRow, long newIrq, long newEntryNs, int newDeviceTextId, int newQueueTextId) {
        this.row = newRow;
        this.irq = newIrq;
        this.entryNs = newEntryNs;
        this.deviceTextId = newDeviceTextId;
        this.queueTextId = newQueueTextId;
    }

    /// Takes the row for a vring_interrupt of that interrupt number (any, if the probe did not fetch it), or -1.
    public long take(long ofIrq, boolean irqKnown) {
        long taken = row != OperationFrame.NO_ROW && (!irqKnown || irq == ofIrq) ? row : OperationFrame.NO_ROW;
        row = OperationFrame.NO_ROW;
        return taken;
    }

    /// When the interrupt began.
    public long entryNs() {
        return entryNs;
    }

    /// Virtio device of the vector.
    public int deviceTextId() {
        return deviceTextId;
    }

    /// Queue of the vector, or -1.
    public int queueTextId() {
        return queueTextId;
    }

    /// Nothing is awaited any more.
    public void clear() {
        row = OperationFrame.NO_ROW;
    }
}
