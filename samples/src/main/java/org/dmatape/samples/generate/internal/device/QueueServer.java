// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.device;

import java.util.Optional;

/// How a device serves one of its virtqueues: it hears of a kick, takes buffers off the queue in order,
/// reaching for all of their memory as it does so, and gives each back later. All of that is spread over the
/// time it has.
public final class QueueServer {

    private static final int NOTIFIED_AFTER = 8;
    private static final int TAKES_AFTER = 4;
    private static final int TAKES_FOR = 2;

    private final VirtqueueLog queue;
    private final Optional<IommuLog> iommu;
    private final PciAddress device;
    private final BufferContent content;
    private final Segments segments = new Segments();

    /// Says what a buffer consists of.
    public interface BufferContent {

        /// Adds the pieces of the buffer in a slot.
        void addTo(Segments segments, int slot);
    }

    public QueueServer(VirtqueueLog queue, Optional<IommuLog> iommu, PciAddress device, BufferContent content) {
        this.queue = queue;
        this.iommu = iommu;
        this.device = device;
        this.content = content;
    }

    public VirtqueueLog queue() {
        return queue;
    }

    /// The device takes the buffers in these slots.
    ///
    /// @param kickedNs when the driver had added them and kicked
    /// @param notified whether the device had asked to be told; if not, it looks by itself
    /// @param takenByNs when it must have taken them
    public void takes(long kickedNs, boolean notified, int[] slots, int count, long takenByNs) {
        if (notified) {
            queue.kicked(kickedNs, kickedNs + (takenByNs - kickedNs) / NOTIFIED_AFTER);
        }
        long fromNs = queue.freeFromNs(kickedNs);
        long timeNs = takenByNs - fromNs;
        long eachNs = timeNs / TAKES_FOR / count;
        for (int i = 0; i < count; i++) {
            long beginNs = fromNs + timeNs / TAKES_AFTER + i * eachNs;
            list(slots[i]);
            iommu.ifPresent(log -> segments.touch(log, device, beginNs, beginNs + eachNs));
            queue.pops(beginNs + eachNs, slots[i], segments);
        }
    }

    /// The device gives the buffer in a slot back.
    public void gives(long atNs, int slot) {
        list(slot);
        queue.fills(atNs, slot, segments.writableBytes());
    }

    private void list(int slot) {
        segments.clear();
        content.addTo(segments, slot);
    }
}
