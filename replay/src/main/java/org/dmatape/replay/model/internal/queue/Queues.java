// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.facts.KnownDevice;
import org.dmatape.replay.facts.TapeFacts;
import org.dmatape.replay.model.internal.table.KeyTable;
import org.dmatape.replay.model.internal.table.Largest;

/// The virtqueues of a tape: known by the kernel's pointer, or by their place in their device.
public final class Queues {

    private static final int BY_POINTER = 0;
    private static final int FIRST_BY_PLACE = 1;
    private static final long UNKNOWN_PLACE = -1;

    /// Where fewer descriptors are free at most, the queue is under load rather than free.
    private static final int SMALLEST_RING = 16;

    /// One queue.
    public static final class Queue {
        private int virtioDevice;
        private int name;
        private final Largest returned;
        private long lastReturn = -1;
        private long latestPolledAdd = -1;
        private long lastInterrupt = -1;
        private long mostFree;
        private long lastFreeRing = -1;
        private long posted;

        private Queue(int virtioDevice, int name, int stalledAfter) {
            this.virtioDevice = virtioDevice;
            this.name = name;
            returned = new Largest(stalledAfter);
        }

        public int virtioDevice() {
            return virtioDevice;
        }

        public int name() {
            return name;
        }

        /// A buffer is to be added, to a ring with so many free descriptors; 0 where that was not recorded.
        void adds(long event, long freeDescriptors) {
            if (freeDescriptors > mostFree) {
                mostFree = freeDescriptors;
                lastFreeRing = -1;
            }
            if (freeDescriptors >= SMALLEST_RING
                    && freeDescriptors == mostFree
                    && Long.bitCount(freeDescriptors) == 1) {
                lastFreeRing = event;
            }
        }

        /// The number of the buffer that is posted now: 0, 1, 2, ...
        long nextBuffer() {
            return posted++;
        }

        /// The most free descriptors any add has found so far.
        long mostFree() {
            return mostFree;
        }

        /// The latest add that found the whole ring free: as many descriptors as any has found so far, a power of two.
        /// It holds as long as [#mostFree] stays the same.
        long lastFreeRing() {
            return lastFreeRing;
        }

        /// A buffer came back.
        void returns(long addId, long event) {
            returned.offer(addId);
            lastReturn = event;
        }

        /// A buffer came back, and no interrupt handler took it.
        void polled(long addId) {
            latestPolledAdd = Math.max(latestPolledAdd, addId);
        }

        /// An interrupt came.
        ///
        /// @return whether a poll took a buffer before it that was posted after the interrupt before
        boolean interrupted(long event) {
            boolean foreseen = latestPolledAdd > lastInterrupt;
            lastInterrupt = event;
            return foreseen;
        }

        /// What the first operations on the queue did not say.
        private void learn(VirtqueueOperation operation) {
            if (virtioDevice == Names.UNKNOWN) {
                virtioDevice = operation.virtioDevice();
            }
            if (name == Names.UNKNOWN) {
                name = operation.queueName();
            }
        }

        /// Whether enough younger buffers have come back.
        boolean outlived(long addId) {
            return returned.allBeyond(addId);
        }

        /// The latest event in which it returned a buffer.
        long lastReturn() {
            return lastReturn;
        }
    }

    private final KeyTable numbers = new KeyTable();
    private final List<Queue> queues = new ArrayList<>();
    private final TapeNames names;
    private final TapeFacts facts;
    private final Map<Integer, Integer> dmaDeviceNumbers = new HashMap<>();
    private final BitSet dmaApiUsers = new BitSet();
    private final int stalledAfter;

    public Queues(TapeNames names, TapeFacts facts, int stalledAfter) {
        this.names = names;
        this.facts = facts;
        this.stalledAfter = stalledAfter;
        for (KnownDevice device : facts.devices()) {
            if (device.accessPlatform().orElse(false)) {
                device.virtioDevice()
                        .ifPresent(name -> dmaApiUsers.set(names.virtioDevices().number(name)));
            }
        }
    }

    /// The number of the queue an operation is on.
    int number(VirtqueueOperation operation) {
        int space = operation.hasVq() ? BY_POINTER : FIRST_BY_PLACE + 1 + operation.virtioDevice();
        long key =
                operation.hasVq() ? operation.vq() : operation.hasQueueIndex() ? operation.queueIndex() : UNKNOWN_PLACE;
        int number = numbers.get(space, key);
        if (number == KeyTable.ABSENT) {
            number = queues.size();
            queues.add(new Queue(operation.virtioDevice(), operation.queueName(), stalledAfter));
            numbers.put(space, key, number);
        }
        queues.get(number).learn(operation);
        return number;
    }

    /// A queue by its number.
    public Queue get(int number) {
        return queues.get(number);
    }

    /// The DMA device of a virtio device, or else its own name.
    Optional<String> device(int virtioDevice) {
        return virtioDevice == Names.UNKNOWN
                ? Optional.empty()
                : dmaDevice(virtioDevice)
                        .or(() -> Optional.of(names.virtioDevices().name(virtioDevice)));
    }

    /// The DMA device of a virtio device, where the tape tells.
    public Optional<String> dmaDevice(int virtioDevice) {
        return known(virtioDevice).map(KnownDevice::device);
    }

    /// The numbers of the DMA devices that have a virtio device.
    public BitSet dmaDeviceNumbers() {
        BitSet numbers = new BitSet();
        for (KnownDevice device : facts.devices()) {
            if (device.virtioDevice().isPresent()) {
                numbers.set(names.devices().number(device.device()));
            }
        }
        return numbers;
    }

    /// The number of the DMA device of a virtio device, or [Names#UNKNOWN].
    int dmaDeviceNumber(int virtioDevice) {
        return dmaDeviceNumbers.computeIfAbsent(
                virtioDevice,
                number -> dmaDevice(number).map(names.devices()::number).orElse(Names.UNKNOWN));
    }

    /// Whether a virtio device is known to use the DMA API.
    boolean usesDmaApi(int virtioDevice) {
        return virtioDevice != Names.UNKNOWN && dmaApiUsers.get(virtioDevice);
    }

    private Optional<KnownDevice> known(int virtioDevice) {
        if (virtioDevice == Names.UNKNOWN) {
            return Optional.empty();
        }
        Optional<String> name = Optional.of(names.virtioDevices().name(virtioDevice));
        return facts.devices().stream()
                .filter(device -> device.virtioDevice().equals(name))
                .findFirst();
    }

    /// A queue in words.
    public String words(int virtioDevice, int queueName) {
        String device = virtioDevice == Names.UNKNOWN
                ? "unknown device"
                : names.virtioDevices().name(virtioDevice);
        String queue = queueName == Names.UNKNOWN ? "unknown" : names.queues().name(queueName);
        return device + " queue " + queue;
    }
}
