// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.replay.event.VirtqueueOperation;
import org.jspecify.annotations.Nullable;

/// Which queues have an interrupt in common with others: a vector that queues share has each of them asked, one right
/// after the other and always in the same order, whichever has something to say.
final class SharedInterrupts {

    private static final long TOGETHER_NS = 200_000;
    private static final int FIRST_CPUS = 16;

    /// How often a queue was asked, and how often right before and right behind which other one.
    private static final class Asked {
        private final NeighbourCounts before = new NeighbourCounts();
        private final NeighbourCounts behind = new NeighbourCounts();
        private int times;

        /// Nine of ten times the same one is asked before it, or behind it.
        private boolean isShared() {
            return Math.max(before.most(), behind.most()) * 10L >= times * 9L;
        }
    }

    /// How often each other queue was the neighbour: a queue has few of them.
    private static final class NeighbourCounts {
        private final List<Queues.Queue> neighbours = new ArrayList<>();
        private int[] counts = new int[4];
        private int most;

        private void count(Queues.Queue neighbour) {
            int index = neighbours.indexOf(neighbour);
            if (index < 0) {
                index = neighbours.size();
                neighbours.add(neighbour);
                counts = index < counts.length ? counts : Arrays.copyOf(counts, 2 * index);
            }
            counts[index]++;
            most = Math.max(most, counts[index]);
        }

        private int most() {
            return most;
        }
    }

    private final Map<Queues.Queue, Asked> asked = new HashMap<>();
    /// By CPU, the queue that was asked last, and when that was over.
    private Queues.@Nullable Queue[] latestQueue = new Queues.Queue[FIRST_CPUS];
    private long[] latestEndNs = new long[FIRST_CPUS];

    /// An interrupt asks a queue.
    void asks(Queues.Queue queue, VirtqueueOperation interrupt) {
        int cpu = interrupt.cpu();
        Asked here = asked.computeIfAbsent(queue, _ -> new Asked());
        here.times++;
        if (cpu >= latestQueue.length) {
            latestQueue = Arrays.copyOf(latestQueue, Math.max(cpu + 1, 2 * latestQueue.length));
            latestEndNs = Arrays.copyOf(latestEndNs, latestQueue.length);
        }
        Queues.Queue previous = latestQueue[cpu];
        if (previous != null && !previous.equals(queue) && interrupt.tsNs() - latestEndNs[cpu] < TOGETHER_NS) {
            here.before.count(previous);
            asked.computeIfAbsent(previous, _ -> new Asked()).behind.count(queue);
        }
        latestQueue[cpu] = queue;
        latestEndNs[cpu] = interrupt.tsNs() + interrupt.durationNs();
    }

    /// Whether a queue shares its interrupt, by all that was recorded.
    boolean isShared(Queues.Queue queue) {
        Asked here = asked.get(queue);
        return here != null && here.isShared();
    }
}
