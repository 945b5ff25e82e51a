// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.address;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;

/// Keeps released ranges back, per CPU, until an invalidation of the whole domain makes them safe to use again, as the
/// kernel's flush queue does (`drivers/iommu/dma-iommu.c`): when 256 wait, or after 10 ms.
public final class FlushQueueAllocator implements AddressAllocator {

    private static final int QUEUE_SIZE = 256;
    private static final long FLUSH_AFTER_NS = 10_000_000;

    private final AddressAllocator safe;
    private final Flush flush;
    private final Waiting[] waiting;

    /// Invalidates, and lets the events of it be written.
    public interface Flush {
        void run(CpuTrace cpu);
    }

    private static final class Waiting {
        private final long[] addresses = new long[QUEUE_SIZE];
        private final long[] bytes = new long[QUEUE_SIZE];
        private int count;
        private long sinceNs;
    }

    public FlushQueueAllocator(int cpus, AddressAllocator safe, Flush flush) {
        this.safe = safe;
        this.flush = flush;
        waiting = new Waiting[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            waiting[cpu] = new Waiting();
        }
    }

    @Override
    public long allocate(CpuTrace cpu, long bytes) {
        return safe.allocate(cpu, bytes);
    }

    @Override
    public void release(CpuTrace cpu, long address, long bytes) {
        Waiting queue = waiting[cpu.index()];
        boolean overdue = queue.count > 0 && cpu.nowNs() - queue.sinceNs > FLUSH_AFTER_NS;
        if (queue.count == QUEUE_SIZE || overdue) {
            drain(cpu, queue);
        }
        if (queue.count == 0) {
            queue.sinceNs = cpu.nowNs();
        }
        queue.addresses[queue.count] = address;
        queue.bytes[queue.count++] = bytes;
    }

    private void drain(CpuTrace cpu, Waiting queue) {
        flush.run(cpu);
        for (int i = 0; i < queue.count; i++) {
            safe.release(cpu, queue.addresses[i], queue.bytes[i]);
        }
        queue.count = 0;
    }
}
