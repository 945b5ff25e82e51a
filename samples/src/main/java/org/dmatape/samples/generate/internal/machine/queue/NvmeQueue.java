// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import org.dmatape.samples.generate.internal.device.IommuLog;
import org.dmatape.samples.generate.internal.device.Segments;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.Scatterlist;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.address.PhysicalMemory;
import org.dmatape.samples.generate.internal.machine.address.SweptPages;
import org.dmatape.samples.generate.internal.machine.kernel.CoherentApi;
import org.dmatape.samples.generate.internal.machine.kernel.Direction;
import org.dmatape.samples.generate.internal.machine.kernel.ScatterlistApi;
import org.dmatape.samples.generate.internal.machine.kernel.SimulatedKernel;

/// One I/O queue of an NVMe controller: every command maps a scatterlist of one to some hundred entries. Small coherent
/// buffers come and go beside them.
public final class NvmeQueue implements QueueWork {

    private static final int SLOTS = 12;
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES_PER_RUN = 4;
    private static final int RUNS = 1 << 14;
    private static final int DEVICE_NS = 45_000;
    private static final int THINK_NS = 12_000;
    private static final int COHERENT_ONE_IN = 50;
    private static final int COHERENT_BYTES = 4096;

    private final SimulatedKernel kernel;
    private final ScatterlistApi scatterlists;
    private final DmaDevice device;
    private final InterruptLine line;
    private final ScatterlistSizes sizes;
    private final SweptPages runs;
    private final SweptPages coherentPages;
    private final SlotRing ring = new SlotRing(SLOTS);
    private final int[] posted = new int[1];
    private final Segments segments = new Segments();
    private final Scatterlist[] lists = new Scatterlist[SLOTS];
    private final int[] directions = new int[SLOTS];
    private final CoherentApi.Memory pool;

    public NvmeQueue(
            SimulatedKernel kernel,
            DmaDevice device,
            InterruptLine line,
            PhysicalMemory memory,
            ScatterlistSizes sizes,
            CpuTrace cpu) {
        this.kernel = kernel;
        scatterlists = kernel.scatterlists().orElseThrow();
        this.device = device;
        this.line = line;
        this.sizes = sizes;
        pool = kernel.coherent().setUpPool(cpu, device, memory.region(COHERENT_BYTES), COHERENT_BYTES);
        runs = new SweptPages(memory, RUNS, PAGES_PER_RUN * PAGE_BYTES);
        coherentPages = new SweptPages(memory, RUNS, PAGE_BYTES);
        for (int slot = 0; slot < SLOTS; slot++) {
            lists[slot] = new Scatterlist(ScatterlistSizes.MAX_ENTRIES);
        }
    }

    @Override
    public boolean submit(CpuTrace cpu, Work duringAdd) {
        if (!ring.available(cpu.nowNs())) {
            return false;
        }
        int slot = ring.take();
        fill(lists[slot], sizes.next(kernel.random()));
        directions[slot] = kernel.random().oneIn(3) ? Direction.TO_DEVICE : Direction.FROM_DEVICE;
        scatterlists.map(cpu, device, lists[slot], directions[slot]);
        posted[0] = slot;
        ring.post(posted, 1, () -> cpu.nowNs() + kernel.durations().around(DEVICE_NS), kernel.random());
        kernel.iommuLog().ifPresent(iommu -> serve(iommu, cpu.nowNs(), slot));
        if (kernel.random().oneIn(COHERENT_ONE_IN)) {
            useCoherentMemory(cpu);
        }
        cpu.advance(kernel.durations().around(THINK_NS));
        return true;
    }

    @Override
    public boolean complete(CpuTrace cpu) {
        if (ring.nextReadyNs() > cpu.nowNs()) {
            return false;
        }
        CpuTrace.Context interrupted = line.raise(cpu, kernel);
        while (ring.nextReadyNs() <= cpu.nowNs()) {
            int slot = ring.complete();
            scatterlists.unmap(cpu, device, lists[slot], directions[slot]);
            ring.giveBack(slot, cpu.nowNs());
        }
        cpu.enter(interrupted);
        return true;
    }

    @Override
    public void drain(CpuTrace cpu) {
        while (ring.postedCount() > 0) {
            cpu.advanceTo(ring.nextReadyNs());
            complete(cpu);
        }
    }

    @Override
    public int inFlight() {
        return ring.postedCount();
    }

    /// The controller reaches for all memory of a command in the second quarter of the time it has. The IOVAs
    /// of a list are adjacent, whole pages for each entry.
    private void serve(IommuLog iommu, long fromNs, int slot) {
        Scatterlist list = lists[slot];
        segments.clear();
        long iova = list.mappedDma(0) & -PAGE_BYTES;
        for (int entry = 0; entry < list.entries(); entry++) {
            segments.addReadable(iova, list.phys(entry), list.size(entry));
            iova += list.size(entry);
        }
        long quarterNs = (ring.readyNs(slot) - fromNs) / 4;
        segments.touch(iommu, device.pci(), fromNs + quarterNs, fromNs + 2 * quarterNs);
    }

    /// Runs of adjacent pages, one entry for each page or, now and then, for a whole run.
    private void fill(Scatterlist list, int entries) {
        list.clear();
        while (list.entries() < entries) {
            long run = runs.next();
            if (kernel.random().oneIn(4)) {
                list.add(run, PAGES_PER_RUN * PAGE_BYTES);
                continue;
            }
            for (int page = 0; page < PAGES_PER_RUN && list.entries() < entries; page++) {
                list.add(run + (long) page * PAGE_BYTES, PAGE_BYTES);
            }
        }
    }

    private void useCoherentMemory(CpuTrace cpu) {
        if (sizes.oddities() && kernel.random().oneIn(8)) {
            kernel.coherent().usePool(cpu, device, pool);
            return;
        }
        CoherentApi.Memory memory = kernel.coherent().alloc(cpu, device, coherentPages.next(), COHERENT_BYTES);
        kernel.coherent().free(cpu, device, memory);
    }
}
