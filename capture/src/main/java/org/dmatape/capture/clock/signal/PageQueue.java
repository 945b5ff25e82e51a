// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

/// What ties two clocks where virtqueues do not: the IOMMU's own queue, seen as if it were one of a device. Each
/// unmap asks for an invalidation, as a kick does for work, and is over behind it, as a handler runs behind its
/// interrupt.
public final class PageQueue {

    private static final String NAME = "invalidations";
    /// No virtqueue has it.
    private static final int INDEX = Integer.MAX_VALUE;

    private PageQueue() {}

    /// Adds the queue to the driver's side.
    static void addTo(SideSignals side, PageOperations operations) {
        side.queue(NAME, NAME).ifPresent(queue -> {
            queue.index(INDEX);
            for (int i = 0; i < operations.count(); i++) {
                if (operations.followsGap(i)) {
                    queue.skip();
                }
                if (!operations.isMap(i)) {
                    queue.kicks().add(operations.tsNs(i));
                    queue.interrupts().add(operations.endNs(i));
                }
            }
        });
    }

    /// Adds the queue to the device's side.
    static void addTo(SideSignals side, PageSightings sightings) {
        side.queue(NAME, NAME).ifPresent(queue -> {
            queue.index(INDEX);
            for (int i = 0; i < sightings.count(); i++) {
                if (sightings.followsGap(i)) {
                    queue.skip();
                }
                if (sightings.kind(i) == PageSightings.Kind.INVALIDATED) {
                    queue.kicks().add(sightings.tsNs(i));
                    queue.interrupts().add(sightings.tsNs(i));
                }
            }
        });
    }

    /// Whether a queue is that one.
    public static boolean is(QueueSignals queue) {
        return queue.index() == INDEX;
    }
}
