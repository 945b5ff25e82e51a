// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.device;

import static org.dmatape.samples.generate.internal.device.DeviceThread.MAIN;

import java.util.ArrayDeque;
import java.util.Deque;
import org.dmatape.samples.generate.DeviceTruth;

/// What a device model does with one virtqueue, and logs of it (QEMU: `hw/virtio/trace-events`).
///
/// A notification that arrives while another is on its way is one with it. The device interrupts for a buffer
/// it gives back only if the driver has looked at the queue since its last interrupt.
public final class VirtqueueLog {

    private static final int ELEMENT_BYTES = 0x150;

    private final LogLines lines;
    private final String virtioDevice;
    private final int index;
    private final String deviceAndQueue;
    private final String queue;
    private final long elements;
    private final Deque<Long> lookedAtNs = new ArrayDeque<>();
    private boolean armed = true;
    private long notifiedNs = Long.MIN_VALUE;
    private long poppedNs = Long.MIN_VALUE;
    private long notifications;
    private long pops;
    private long fills;
    private long interrupts;

    /// @param virtioDevice name on the virtio bus
    /// @param index index of the queue
    /// @param vdev pointer of the device in the device model
    /// @param vq pointer of the queue there
    /// @param elements pointer of the first element there
    VirtqueueLog(LogLines lines, String virtioDevice, int index, long vdev, long vq, long elements) {
        this.lines = lines;
        this.virtioDevice = virtioDevice;
        this.index = index;
        this.elements = elements;
        queue = String.format("vq 0x%x", vq);
        deviceAndQueue = String.format("vdev 0x%x %s", vdev, queue);
    }

    /// The driver kicked.
    ///
    /// @param kickedNs when it did
    /// @param arrivesNs when the device hears of it
    public void kicked(long kickedNs, long arrivesNs) {
        if (kickedNs < notifiedNs) {
            return;
        }
        notifiedNs = arrivesNs;
        notifications++;
        int nameEnd = deviceAndQueue.indexOf(' ', "vdev ".length());
        lines.add(
                arrivesNs,
                MAIN,
                "virtio_queue_notify " + deviceAndQueue.substring(0, nameEnd) + " n " + index
                        + deviceAndQueue.substring(nameEnd));
    }

    /// From when the device can take the next buffer: buffers are taken in order.
    public long freeFromNs(long ns) {
        return Math.max(ns, poppedNs);
    }

    /// The device takes a buffer, reaching for all of its memory.
    ///
    /// @param atNs when, on the driver's clock; not before it took the buffer before this one
    public void pops(long atNs, int slot, Segments segments) {
        pops++;
        poppedNs = atNs;
        lines.add(
                atNs,
                MAIN,
                String.format(
                        "virtqueue_pop %s elem 0x%x in_num %d out_num %d",
                        queue, element(slot), segments.writable(), segments.readable()));
    }

    /// The device gives a buffer back.
    ///
    /// @param bytes how much it has written
    public void fills(long atNs, int slot, int bytes) {
        fills++;
        lines.add(atNs, MAIN, String.format("virtqueue_fill %s elem 0x%x len %d idx 0", queue, element(slot), bytes));
        lines.add(atNs, MAIN, "virtqueue_flush " + queue + " count 1");
    }

    /// The device interrupts, unless the driver will look anyway.
    public void interruptsIfNeeded(long atNs) {
        lines.addIf(() -> takesInterrupt(atNs), atNs, MAIN, "virtio_notify " + deviceAndQueue);
    }

    /// The device interrupts.
    public void interrupts(long atNs) {
        interrupts++;
        lines.add(atNs, MAIN, "virtio_notify " + deviceAndQueue);
    }

    /// The driver has looked for the last time before it waits for the next interrupt.
    public void driverLooked(long atNs) {
        lookedAtNs.addLast(atNs);
    }

    /// What is true of it.
    DeviceTruth.Queue truth() {
        return new DeviceTruth.Queue(virtioDevice, index, notifications, pops, fills, interrupts);
    }

    private boolean takesInterrupt(long atNs) {
        while (!lookedAtNs.isEmpty() && lookedAtNs.getFirst() < atNs) {
            lookedAtNs.removeFirst();
            armed = true;
        }
        boolean taken = armed;
        armed = false;
        interrupts += taken ? 1 : 0;
        return taken;
    }

    private long element(int slot) {
        return elements + (long) slot * ELEMENT_BYTES;
    }
}
