// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import java.util.Arrays;
import java.util.Optional;
import org.dmatape.samples.generate.LegalOddity;
import org.dmatape.samples.generate.internal.device.QueueServer;
import org.dmatape.samples.generate.internal.device.Segments;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.probe.QueueNames;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.address.SweptPages;
import org.dmatape.samples.generate.internal.machine.kernel.Direction;
import org.dmatape.samples.generate.internal.machine.kernel.SimulatedKernel;

/// Receive queue of a virtio network device whose buffers belong to a page pool: pages are mapped when they enter the
/// pool and stay mapped while they are in it. They are added premapped, through a function nobody probes.
public final class ReceiveQueue implements QueueWork {

    private static final int POOL_PAGES = 128;
    private static final int RUNS = 1 << 11;
    private static final int PAGE_BYTES = 4096;
    private static final long PAGE_POOL_ATTRS = 0x22;
    private static final int MAX_PACKETS = 12;
    private static final int INTERVAL_NS = 50_000;
    private static final int CALL_NS = 130;
    private static final int LEAVES_POOL_ONE_IN = 60;
    private static final int TOKEN_SPACING = 0x1000;

    private final SimulatedKernel kernel;
    private final DmaDevice device;
    private final QueueNames names;
    private final InterruptLine line;
    private final SweptPages pages;
    private final long tokenBase;
    private final Optional<QueueServer> server;
    private final long[] pool = new long[POOL_PAGES];
    private final long[] poolPhys = new long[POOL_PAGES];
    private final boolean[] knownOrigin = new boolean[POOL_PAGES];
    private int nextPage;
    private int nextPackets = 1;
    private long nextPacketsNs;

    public ReceiveQueue(SimulatedKernel kernel, VirtqueueSetup setup, InterruptLine line) {
        this.kernel = kernel;
        this.line = line;
        device = setup.device();
        names = setup.names();
        tokenBase = setup.tokenBase();
        pages = new SweptPages(setup.memory(), RUNS, PAGE_BYTES);
        server = setup.server(kernel, this::addTo);
    }

    /// Fills the pool, half of it as if before the recording.
    public void fillPool(CpuTrace cpu) {
        for (int page = 0; page < POOL_PAGES && kernel.devicesUseDmaApi(); page++) {
            if (page % 2 == 0) {
                poolPhys[page] = pages.next();
                pool[page] = kernel.dma().mapSilently(cpu, device, poolPhys[page], PAGE_BYTES);
            } else {
                mapIntoPool(cpu, page);
            }
        }
        expectPackets(cpu);
    }

    /// Nothing: buffers are added again as they come back.
    @Override
    public boolean submit(CpuTrace cpu, Work duringAdd) {
        return false;
    }

    @Override
    public boolean complete(CpuTrace cpu) {
        if (nextPacketsNs > cpu.nowNs()) {
            return false;
        }
        CpuTrace.Context interrupted = line.raise(cpu, kernel);
        cpu.advance(kernel.durations().around(CALL_NS));
        kernel.probes().ifPresent(probes -> probes.writeInterrupt(cpu, line.irq(), names.vq()));
        cpu.advance(kernel.durations().around(CALL_NS));
        kernel.probes().ifPresent(probes -> probes.interruptReturn().write(cpu, InterruptLine.IRQ_HANDLED));
        cpu.enter(interrupted.softIrq());
        for (int packet = 0; packet < nextPackets; packet++) {
            receive(cpu);
        }
        getBuf(cpu, 0);
        cpu.enter(interrupted);
        expectPackets(cpu);
        return true;
    }

    /// Some time passes until the next packets come in and the device interrupts.
    private void expectPackets(CpuTrace cpu) {
        nextPackets = 1 + kernel.random().below(MAX_PACKETS);
        nextPacketsNs = cpu.nowNs() + kernel.durations().around(INTERVAL_NS);
        server.ifPresent(receiver -> {
            int[] slots = new int[nextPackets];
            Arrays.setAll(slots, packet -> (nextPage + packet) % POOL_PAGES);
            receiver.takes(cpu.nowNs(), false, slots, nextPackets, nextPacketsNs);
            for (int slot : slots) {
                receiver.gives(nextPacketsNs, slot);
            }
            receiver.queue().interrupts(nextPacketsNs);
        });
    }

    private void addTo(Segments segments, int page) {
        segments.addWritable(pool[page], poolPhys[page], PAGE_BYTES);
    }

    @Override
    public void drain(CpuTrace cpu) {
        // the pool stays mapped
    }

    @Override
    public int inFlight() {
        return 0;
    }

    private void receive(CpuTrace cpu) {
        int page = nextPage;
        nextPage = (nextPage + 1) % POOL_PAGES;
        getBuf(cpu, tokenBase + (long) page * TOKEN_SPACING);
        kernel.tally().returnedOfUnknownOrigin();
        if (!kernel.devicesUseDmaApi()) {
            return;
        }
        kernel.dma().syncForCpu(cpu, device, pool[page], PAGE_BYTES, Direction.FROM_DEVICE);
        if (kernel.random().oneIn(LEAVES_POOL_ONE_IN)) {
            unmapFromPool(cpu, page);
            mapIntoPool(cpu, page);
        } else {
            kernel.dma().syncForDevice(cpu, device, pool[page], PAGE_BYTES, Direction.FROM_DEVICE);
        }
    }

    private void getBuf(CpuTrace cpu, long token) {
        kernel.probes().ifPresent(probes -> probes.getBufCtx().write(cpu, names));
        cpu.advance(kernel.durations().around(CALL_NS));
        kernel.probes().ifPresent(probes -> probes.getBufCtxReturn().write(cpu, token));
        cpu.advance(kernel.durations().around(CALL_NS));
    }

    private void mapIntoPool(CpuTrace cpu, int page) {
        poolPhys[page] = pages.next();
        pool[page] = kernel.dma().map(cpu, device, poolPhys[page], PAGE_BYTES, Direction.FROM_DEVICE, PAGE_POOL_ATTRS);
        knownOrigin[page] = true;
        kernel.tally().oddity(LegalOddity.PAGE_POOL_MAPPING);
    }

    private void unmapFromPool(CpuTrace cpu, int page) {
        if (knownOrigin[page]) {
            kernel.dma().unmap(cpu, device, pool[page], PAGE_BYTES, Direction.FROM_DEVICE, PAGE_POOL_ATTRS);
        } else {
            kernel.dma()
                    .unmapOfUnknownOrigin(cpu, device, pool[page], PAGE_BYTES, Direction.FROM_DEVICE, PAGE_POOL_ATTRS);
        }
    }
}
