// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

/// An interrupt of a virtio vector, already a row: if vring_interrupt is probed too, it fills in that row.
///
/// The handler of a queue's own vector is vring_interrupt. Where its probe fires for some interrupts and not for
/// others, the others came while a probe was at work on that CPU: the kernel then runs no kprobe (get_kprobe and
/// kprobe_running in kernel/kprobes.c), neither this one nor any on what the interrupt called, and only counts them.
/// Not so before the first one and after the last one that fired, where probes are switched on and off one after the
/// other.
public final class AwaitedInterrupt {

    private static final int SHARED = -1;

    private long row = OperationFrame.NO_ROW;
    private long irq;
    private long eventId;
    private long entryNs;
    private int deviceTextId;
    private int queueTextId;
    private boolean fired;
    private boolean missed;
    private long missedEventId;
    private long missedNs;

    /// Expects vring_interrupt.
    ///
    /// @param newEventId event number of the row
    /// @param newQueueTextId queue the vector belongs to, or -1 when several share it
    public void expect(
            long newRow, long newEventId, long newIrq, long newEntryNs, int newDeviceTextId, int newQueueTextId) {
        this.row = newRow;
        this.eventId = newEventId;
        this.irq = newIrq;
        this.entryNs = newEntryNs;
        this.deviceTextId = newDeviceTextId;
        this.queueTextId = newQueueTextId;
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

    /// vring_interrupt was called for the interrupt that was expected last.
    public void firesProbe() {
        fired = true;
    }

    /// The interrupt that was expected last is over. If nothing took its row, no probe saw its handler.
    public void isOver() {
        if (row != OperationFrame.NO_ROW && queueTextId != SHARED && fired && !missed) {
            missed = true;
            missedEventId = eventId;
            missedNs = entryNs;
        }
        row = OperationFrame.NO_ROW;
    }

    /// Whether probes missed an interrupt since this was asked last.
    public boolean takeMissed() {
        boolean taken = missed;
        missed = false;
        return taken;
    }

    /// Event number of the first interrupt that probes missed.
    public long missedEventId() {
        return missedEventId;
    }

    /// When that began.
    public long missedNs() {
        return missedNs;
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

    /// Events are lost: nothing is awaited any more, and nothing follows from what did not come.
    void clear() {
        row = OperationFrame.NO_ROW;
    }
}
