// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine;

import java.util.List;
import org.dmatape.samples.generate.LegalOddity;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.address.PhysicalMemory;
import org.dmatape.samples.generate.internal.machine.address.SweptPages;
import org.dmatape.samples.generate.internal.machine.kernel.Direction;
import org.dmatape.samples.generate.internal.machine.kernel.DmaApi;
import org.dmatape.samples.generate.internal.machine.kernel.SeededRandom;
import org.dmatape.samples.generate.internal.machine.kernel.SimulatedKernel;
import org.dmatape.samples.generate.internal.machine.kernel.Threads;

/// Commits what is legal and looks wrong, see [LegalOddity].
final class LegalOddities {

    private static final int ONE_IN = 120;
    private static final int PAGE_BYTES = 4096;
    private static final int RUNS = 1 << 12;
    private static final int DRIVER_NS = 3_000;

    private final SimulatedKernel kernel;
    private final List<CpuTrace> cpus;
    private final List<DmaDevice> devices;
    private final SweptPages pages;
    private final boolean addressesReturnAtOnce;

    LegalOddities(
            SimulatedKernel kernel,
            List<CpuTrace> cpus,
            List<DmaDevice> devices,
            PhysicalMemory memory,
            boolean addressesReturnAtOnce) {
        this.kernel = kernel;
        this.cpus = cpus;
        this.devices = devices;
        this.addressesReturnAtOnce = addressesReturnAtOnce;
        pages = new SweptPages(memory, RUNS, PAGE_BYTES);
    }

    /// Commits one now and then.
    void perhaps(CpuTrace cpu) {
        SeededRandom random = kernel.random();
        if (!random.oneIn(ONE_IN)) {
            return;
        }
        DmaDevice device = devices.get(random.below(devices.size()));
        if (addressesReturnAtOnce && cpus.size() > 1 && random.oneIn(2)) {
            CpuTrace other = cpus.get((cpu.index() + 1 + random.below(cpus.size() - 1)) % cpus.size());
            invert(cpu, other, device);
        } else {
            mapTwiceForReading(cpu, device);
        }
    }

    /// Unmaps on one CPU; before the event of that is written, another CPU gets the same address and maps something of
    /// another size in another direction.
    private void invert(CpuTrace cpu, CpuTrace other, DmaDevice device) {
        DmaApi dma = kernel.dma();
        cpu.enter(Threads.driver(cpu));
        other.enter(Threads.driver(other));
        long address = dma.map(cpu, device, pages.next(), 512, Direction.FROM_DEVICE, 0);
        cpu.advance(kernel.durations().around(DRIVER_NS));
        cpu.advanceTo(other.nowNs());
        other.advanceTo(cpu.nowNs());
        dma.beginUnmap(cpu, device, address, 512, Direction.FROM_DEVICE, other);
        other.advanceTo(cpu.nowNs());
        long same = dma.map(other, device, pages.next(), 1024, Direction.TO_DEVICE, 0);
        cpu.advanceTo(other.nowNs());
        dma.finishUnmap(cpu, device, address, 512, Direction.FROM_DEVICE);
        other.advance(kernel.durations().around(DRIVER_NS));
        dma.unmap(other, device, same, 1024, Direction.TO_DEVICE, 0);
        cpu.enter(Threads.idle());
        other.enter(Threads.idle());
        kernel.tally().oddity(LegalOddity.CROSS_CPU_INVERSION);
    }

    private void mapTwiceForReading(CpuTrace cpu, DmaDevice device) {
        DmaApi dma = kernel.dma();
        cpu.enter(Threads.driver(cpu));
        long phys = pages.next();
        long first = dma.map(cpu, device, phys, 512, Direction.TO_DEVICE, 0);
        long second = dma.map(cpu, device, phys, 512, Direction.TO_DEVICE, 0);
        cpu.advance(kernel.durations().around(DRIVER_NS));
        dma.unmap(cpu, device, first, 512, Direction.TO_DEVICE, 0);
        dma.unmap(cpu, device, second, 512, Direction.TO_DEVICE, 0);
        cpu.enter(Threads.idle());
        kernel.tally().oddity(LegalOddity.READ_ONLY_DOUBLE_MAP);
    }
}
