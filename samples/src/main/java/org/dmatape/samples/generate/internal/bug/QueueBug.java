// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.bug;

import java.util.List;
import org.dmatape.samples.generate.internal.machine.queue.BlockQueue;

/// Bugs in the use of a virtqueue. They happen where this CPU serves one.
sealed interface QueueBug extends BugInjector {

    /// Two buffers with one token.
    record DuplicateToken() implements QueueBug {

        @Override
        public boolean commit(BugSite site) {
            return site.submitted().stream().anyMatch(queue -> queue.addTwiceWithOneToken(site.cpu()));
        }
    }

    /// An add that finds the ring full.
    record RingFull() implements QueueBug {

        @Override
        public boolean commit(BugSite site) {
            List<BlockQueue> queues = site.submitted();
            if (queues.isEmpty() || site.kernel().probes().isEmpty()) {
                return false;
            }
            queues.getFirst().findRingFull(site.cpu(), site.kernel().probes().get());
            return true;
        }
    }

    /// An interrupt without anything to get.
    record SpuriousInterrupt() implements QueueBug {

        @Override
        public boolean commit(BugSite site) {
            List<BlockQueue> queues = site.completed();
            if (queues.isEmpty()) {
                return false;
            }
            queues.getFirst().interruptForNothing(site.cpu());
            return true;
        }
    }

    /// A segment unmapped while the device has its buffer.
    record PrematureUnmap() implements QueueBug {

        @Override
        public boolean commit(BugSite site) {
            return site.submitted().stream().anyMatch(queue -> queue.addAndUnmapEarly(site.cpu()));
        }
    }

    /// A segment handed to the device without being mapped.
    record DescriptorUnmapped() implements QueueBug {

        @Override
        public boolean commit(BugSite site) {
            return site.submitted().stream().anyMatch(queue -> queue.addPartlyUnmapped(site.cpu()));
        }
    }

    /// A buffer that never comes back.
    record StalledBuffer() implements QueueBug {

        @Override
        public boolean commit(BugSite site) {
            return site.submitted().stream().anyMatch(queue -> queue.addAndStall(site.cpu(), site.phys()));
        }
    }
}
