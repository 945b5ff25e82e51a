// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.queue;

import java.util.HashMap;
import java.util.Map;

/// Which interrupts came together with one of another queue: a vector that queues share has each of them asked, one
/// right after the other, whichever has something to say.
final class SharedInterrupts {

    private static final long TOGETHER_NS = 200_000;

    /// The latest interrupt of a CPU.
    private record Latest(Queues.Queue queue, long tsNs, boolean accompanied) {}

    private final Map<Integer, Latest> latest = new HashMap<>();

    /// A queue was asked.
    void asked(Queues.Queue queue, int cpu, long tsNs) {
        Latest before = latest.get(cpu);
        boolean together = before != null && !before.queue().equals(queue) && tsNs - before.tsNs() < TOGETHER_NS;
        if (before != null && together) {
            queue.accompanied();
            if (!before.accompanied()) {
                before.queue().accompanied();
            }
        }
        latest.put(cpu, new Latest(queue, tsNs, together));
    }
}
