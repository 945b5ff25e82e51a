// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.replay.buffer.Buffers;
import org.dmatape.replay.event.DeviceQueueOperation;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.PostedSegment;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.facts.KnownDevice;
import org.dmatape.replay.model.internal.table.KeyTable;
import org.dmatape.replay.policy.BypassedQueue;
import org.dmatape.replay.policy.PolicyResult;

/// Devices that bypass the DMA API: what their drivers would have to map. The virtio core maps every segment of a
/// buffer when it is added, and the table of descriptors of a buffer that has several, and unmaps them when the
/// buffer comes back or is detached (`virtqueue_add_split`, `detach_buf_split`, `drivers/virtio/virtio_ring.c`). A
/// domain is a virtio device.
final class BypassingDevices {

    /// `sizeof(struct vring_desc)`.
    private static final long DESCRIPTOR_BYTES = 16;

    /// Tables are memory that no tape tells of: they get places of their own.
    private static final long TABLE_MEMORY = 1L << 50;

    private static final int VQ_ROTATION = 17;

    private final ModelSet models;
    private final List<Optional<KnownDevice>> known = new ArrayList<>();
    private final KeyTable posted = new KeyTable();
    private final KeyTable queues = new KeyTable();
    private final List<QueueTally> tallies = new ArrayList<>();
    private final List<Long> deviceWroteBytes = new ArrayList<>();

    private long adding = -1;
    private int addCpu;
    private long addNs;
    private int addDomain;
    private long addKey;
    private QueueTally addTally = new QueueTally(0, 0);
    private int head = Buffers.NONE;
    private int last = Buffers.NONE;
    private long segments;

    private static final class QueueTally {
        private final int virtioDevice;
        private final int queueIndex;
        private long buffers;
        private long segments;
        private long readBytes;
        private long writtenBytes;
        private long tables;

        QueueTally(int virtioDevice, int queueIndex) {
            this.virtioDevice = virtioDevice;
            this.queueIndex = queueIndex;
        }
    }

    BypassingDevices(ModelSet models) {
        this.models = models;
    }

    /// Tells what is known of a virtio device, by its number.
    void known(int virtioDevice, Optional<KnownDevice> device) {
        while (known.size() <= virtioDevice) {
            known.add(Optional.empty());
        }
        known.set(virtioDevice, device);
    }

    void virtqueue(VirtqueueOperation operation) {
        endBuffer();
        long key = operation.token() ^ Long.rotateLeft(operation.vq(), VQ_ROTATION);
        switch (operation.op()) {
            case ADD -> {
                if (!operation.hasResult() || operation.result() == 0) {
                    beginBuffer(operation, key);
                }
            }
            case GET_BUF, DETACH -> {
                if (operation.hasToken()) {
                    giveBack(operation, key);
                }
            }
            case KICK, KICK_PREPARE, NOTIFY, INTERRUPT -> {}
        }
    }

    private void beginBuffer(VirtqueueOperation add, long key) {
        adding = add.eventId();
        addCpu = add.cpu();
        addNs = add.tsNs();
        addDomain = add.virtioDevice();
        addKey = key;
        addTally = tally(add.virtioDevice(), add.hasQueueIndex() ? add.queueIndex() : 0);
        addTally.buffers++;
        segments = 0;
    }

    void segment(PostedSegment segment) {
        if (segment.addEvent() != adding) {
            return;
        }
        long place = segment.hasPhysAddress() ? segment.physAddress() : TABLE_MEMORY;
        append(place, segment.size(), segment.deviceWritable());
        segments++;
        addTally.segments++;
        if (segment.deviceWritable()) {
            addTally.writtenBytes += segment.size();
        } else {
            addTally.readBytes += segment.size();
        }
    }

    /// Every segment is a mapping of its own; the chain only keeps them together.
    private void append(long place, long bytes, boolean deviceWrites) {
        Buffers buffers = models.buffers();
        int buffer = buffers.add(addDomain, place, bytes);
        buffers.direction(buffer, deviceWrites ? DmaDirection.FROM_DEVICE : DmaDirection.TO_DEVICE);
        models.map(buffer, addCpu, addNs);
        if (last == Buffers.NONE) {
            head = buffer;
        } else {
            buffers.hide(last, buffer);
        }
        last = buffer;
    }

    /// All segments of the buffer being added have come by.
    void endBuffer() {
        if (adding < 0) {
            return;
        }
        if (segments > 1 && usesTables(addDomain)) {
            append(TABLE_MEMORY + head * Buffers.PAGE_BYTES, segments * DESCRIPTOR_BYTES, false);
            addTally.tables++;
        }
        if (head != Buffers.NONE) {
            int before = posted.get(addDomain, addKey);
            if (before != KeyTable.ABSENT) {
                unmapAll(before, addCpu, addNs);
            }
            posted.put(addDomain, addKey, head);
        }
        adding = -1;
        head = Buffers.NONE;
        last = Buffers.NONE;
    }

    private void giveBack(VirtqueueOperation operation, long key) {
        int first = posted.get(operation.virtioDevice(), key);
        if (first != KeyTable.ABSENT) {
            posted.remove(operation.virtioDevice(), key);
            unmapAll(first, operation.cpu(), operation.tsNs());
        }
    }

    private void unmapAll(int first, int cpu, long tsNs) {
        int buffer = first;
        while (buffer != Buffers.NONE) {
            int behind = models.buffers().older(buffer);
            models.unmap(buffer, cpu, tsNs);
            models.buffers().remove(buffer);
            buffer = behind;
        }
    }

    /// The device's own log.
    void deviceQueue(DeviceQueueOperation operation) {
        while (deviceWroteBytes.size() <= operation.virtioDevice()) {
            deviceWroteBytes.add(0L);
        }
        int device = operation.virtioDevice();
        if (operation.writtenBytes() > 0) {
            deviceWroteBytes.set(device, deviceWroteBytes.get(device) + operation.writtenBytes());
        }
    }

    private boolean usesTables(int virtioDevice) {
        return virtioDevice < known.size()
                && known.get(virtioDevice)
                        .filter(KnownDevice::usesIndirectDescriptors)
                        .isPresent();
    }

    private QueueTally tally(int virtioDevice, int queueIndex) {
        int number = queues.get(virtioDevice, queueIndex);
        if (number == KeyTable.ABSENT) {
            number = tallies.size();
            queues.put(virtioDevice, queueIndex, number);
            tallies.add(new QueueTally(virtioDevice, queueIndex));
        }
        return tallies.get(number);
    }

    /// What was handed over, queue by queue.
    List<BypassedQueue> queues(Names virtioNames) {
        return tallies.stream().map(tally -> queue(tally, virtioNames)).toList();
    }

    private BypassedQueue queue(QueueTally tally, Names virtioNames) {
        Optional<KnownDevice> device =
                tally.virtioDevice < known.size() ? known.get(tally.virtioDevice) : Optional.empty();
        long wrote = tally.virtioDevice < deviceWroteBytes.size() ? deviceWroteBytes.get(tally.virtioDevice) : 0;
        return new BypassedQueue(
                device.map(KnownDevice::device),
                virtioNames.name(tally.virtioDevice),
                device.flatMap(KnownDevice::driver),
                tally.queueIndex,
                tally.buffers,
                tally.segments,
                tally.readBytes,
                tally.writtenBytes,
                tally.tables,
                tally.segments + tally.tables,
                wrote);
    }

    List<PolicyResult> results(long lastNs) {
        endBuffer();
        return models.results(lastNs);
    }
}
