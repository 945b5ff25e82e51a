// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.queue;

import java.util.HashMap;
import java.util.Map;

/// Which queues have an interrupt in common with others: a vector that queues share has each of them asked, one right
/// after the other and always in the same order, whichever has something to say.
final class SharedInterrupts {

    private static final long TOGETHER_NS = 200_000;

    /// The latest interrupt of a CPU.
    private record Latest(Queues.Queue queue, long tsNs) {}

    /// How often a queue was asked, and how often right before and right behind which other one.
    private static final class Asked {
        private final Map<Queues.Queue, Integer> earlier = new HashMap<>();
        private final Map<Queues.Queue, Integer> later = new HashMap<>();
        private long times;

        /// Nine of ten times the same one is asked before it, or behind it.
        private boolean isShared() {
            return isNearlyAlways(earlier) || isNearlyAlways(later);
        }

        private boolean isNearlyAlways(Map<Queues.Queue, Integer> others) {
            return others.values().stream().anyMatch(together -> together * 10L >= times * 9);
        }
    }

    private final Map<Integer, Latest> latest = new HashMap<>();
    private final Map<Queues.Queue, Asked> asked = new HashMap<>();

    /// A queue was asked.
    void asked(Queues.Queue queue, int cpu, long tsNs) {
        Asked here = asked.computeIfAbsent(queue, _ -> new Asked());
        here.times++;
        Latest before = latest.get(cpu);
        if (before != null && !before.queue().equals(queue) && tsNs - before.tsNs() < TOGETHER_NS) {
            here.earlier.merge(before.queue(), 1, Integer::sum);
            asked.computeIfAbsent(before.queue(), _ -> new Asked()).later.merge(queue, 1, Integer::sum);
        }
        latest.put(cpu, new Latest(queue, tsNs));
    }

    /// Whether a queue shares its interrupt, by all that was recorded.
    boolean isShared(Queues.Queue queue) {
        Asked here = asked.get(queue);
        return here != null && here.isShared();
    }
}
