// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal.iommu;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.replay.policy.PolicyOptions.FlushQueue;

/// The flush queues of one domain, a ring per CPU, as in `drivers/iommu/dma-iommu.c` (`queue_iova`, `fq_ring_free`,
/// `fq_flush_timeout`). An unmapped range waits for one invalidation of everything: when the ring of its CPU is
/// full, or when the timer fires that the first range since the timer's last firing started. A full ring does not
/// stop the timer.
public final class FlushQueues {

    private static final long NS_PER_SECOND = 1_000_000_000;

    private final FlushQueue shape;
    private final IovaSpace space;
    private final Flushed flushed;
    private final List<Ring> rings = new ArrayList<>();
    private long flushes;
    private boolean timerOn;
    private long timerNs;
    private int timerCpu;

    /// Hears of invalidations.
    public interface Flushed {

        /// Everything was invalidated.
        ///
        /// @param full because a ring was full, not because of the timer
        void all(boolean full);

        /// By that a range was invalidated this long after its unmap.
        void range(long staleNs);
    }

    private static final class Ring {
        private final long[] frames;
        private final int[] pages;
        private final long[] unmappedNs;
        private final long[] flush;
        private int head;
        private int tail;

        /// The first entry that is not invalidated yet.
        private int stale;

        Ring(int entries) {
            frames = new long[entries];
            pages = new int[entries];
            unmappedNs = new long[entries];
            flush = new long[entries];
        }

        int after(int place) {
            return place + 1 == frames.length ? 0 : place + 1;
        }
    }

    public FlushQueues(FlushQueue shape, IovaSpace space, Flushed flushed) {
        this.shape = shape;
        this.space = space;
        this.flushed = flushed;
    }

    /// Lets time pass: the timer may fire.
    public void advance(long tsNs) {
        if (timerOn && tsNs >= timerNs) {
            timerOn = false;
            flush(timerNs, false);
            rings.forEach(ring -> release(ring, timerCpu));
        }
    }

    /// Queues an unmapped range.
    public void queue(long frame, int pages, int cpu, long tsNs) {
        while (cpu >= rings.size()) {
            rings.add(new Ring(shape.entries()));
        }
        Ring ring = rings.get(cpu);
        release(ring, cpu);
        if (ring.after(ring.tail) == ring.head) {
            flush(tsNs, true);
            release(ring, cpu);
        }
        ring.frames[ring.tail] = frame;
        ring.pages[ring.tail] = pages;
        ring.unmappedNs[ring.tail] = tsNs;
        ring.flush[ring.tail] = flushes;
        ring.tail = ring.after(ring.tail);
        if (!timerOn) {
            timerOn = true;
            timerCpu = cpu;
            timerNs = firesNs(tsNs);
        }
    }

    /// The timer's wheel counts ticks: the timeout in whole ticks, and one more so that it is never early.
    private long firesNs(long tsNs) {
        long tickNs = NS_PER_SECOND / shape.tickHz();
        long ticks = Math.ceilDiv(shape.timeoutNs(), tickNs) + 1;
        return (Math.floorDiv(tsNs, tickNs) + ticks) * tickNs;
    }

    private void flush(long tsNs, boolean full) {
        flushes++;
        for (Ring ring : rings) {
            for (; ring.stale != ring.tail; ring.stale = ring.after(ring.stale)) {
                flushed.range(tsNs - ring.unmappedNs[ring.stale]);
            }
        }
        flushed.all(full);
    }

    /// Frees the ranges of a ring that were invalidated.
    private void release(Ring ring, int cpu) {
        while (ring.head != ring.tail && ring.flush[ring.head] < flushes) {
            space.put(ring.frames[ring.head], ring.pages[ring.head], cpu, ring.unmappedNs[ring.head]);
            ring.head = ring.after(ring.head);
        }
    }
}
