// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

/// An interrupt of a virtio vector, already a row: if vring_interrupt is probed too, it fills in that row.
public final class AwaitedInterrupt {

    private static final int SHARED = -1;

    private long row = OperationFrame.NO_ROW;
    private long irq;
    private long eventId;
    private long entryNs;
    private int deviceTextId;
    private int queueTextId;

    /// Expects vring_interrupt of a vector.
    ///
    /// @param vectorQueueTextId queue the vector belongs to, or -1 when several share it
    public void expect(long vectorIrq, int vectorDeviceTextId, int vectorQueueTextId) {
        this.irq = vectorIrq;
        this.deviceTextId = vectorDeviceTextId;
        this.queueTextId = vectorQueueTextId;
    }

    /// The row the interrupt was written to.
    ///
    /// @param newEventId event number of the row
    /// @param newEntryNs when the interrupt began
    public void standsIn(long newRow, long newEventId, long newEntryNs) {
        this.row = newRow;
        this.eventId = newEventId;
        this.entryNs = newEntryNs;
    }

    /// Takes the row for a vring_interrupt of that interrupt number (any, if the probe did not fetch it), or -1.
    public long take(long ofIrq, boolean irqKnown) {
        long taken = rowOf(ofIrq, irqKnown);
        row = OperationFrame.NO_ROW;
        return taken;
    }

    /// The row of that interrupt number if nothing has taken it, or -1.
    public long rowOf(long ofIrq, boolean irqKnown) {
        return !irqKnown || irq == ofIrq ? row : OperationFrame.NO_ROW;
    }

    /// Nothing is awaited any more: the interrupt is over, or events are lost.
    void clear() {
        row = OperationFrame.NO_ROW;
    }

    /// Whether nothing has taken the row of an interrupt of a queue's own vector, whose handler is vring_interrupt.
    boolean isUntaken() {
        return row != OperationFrame.NO_ROW && queueTextId != SHARED;
    }

    /// Event number of the interrupt that was expected last.
    public long eventId() {
        return eventId;
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
}
