// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine;

import org.dmatape.samples.generate.LegalOddity;
import org.dmatape.samples.generate.internal.event.CpuTrace;
import org.dmatape.samples.generate.internal.event.VirtqueueProbes;
import org.dmatape.samples.generate.internal.machine.BlockOrder.StatusByte;

/// One queue of a virtio block device: batches of requests are added and kicked on one CPU, and come back by interrupt
/// on the same or another one.
public final class BlockQueue implements QueueWork {

    /// How many requests of a queue may never come back.
    static final int MAX_STALLED = 8;

    private static final int RING_SIZE = 128;
    private static final int SLOTS = 32;
    private static final int MAX_BATCH = 4;
    private static final int DEVICE_NS = 60_000;
    private static final int THINK_NS = 9_000;
    private static final int POLL_NS = 100;
    private static final int RETURNED_AFTER_STALL = 40;
    private static final Work NO_INTERRUPT = _ -> false;
    private static final int ADDED_BEFORE_RECORDING = 3;

    private final SimulatedKernel kernel;
    private final BlockRequests requests;
    private final InterruptLine line;
    private final SlotRing ring = new SlotRing(SLOTS);
    private boolean adding;
    private int foreignTokens;
    private int stalled;
    private int returnedAfterStall;

    BlockQueue(SimulatedKernel kernel, BlockRequests requests, InterruptLine line) {
        this.kernel = kernel;
        this.requests = requests;
        this.line = line;
    }

    static int slots() {
        return SLOTS;
    }

    /// Makes it so that some requests were added before the recording began.
    void addSilently(CpuTrace cpu) {
        for (int i = 0; i < ADDED_BEFORE_RECORDING; i++) {
            int slot = ring.take();
            requests.addSilently(cpu, slot);
            post(cpu, slot);
        }
    }

    @Override
    public boolean submit(CpuTrace cpu, Work duringAdd) {
        int batch = 1 + kernel.random().below(MAX_BATCH);
        int added = 0;
        while (added < batch && ring.available(cpu.nowNs())) {
            int slot = ring.take();
            addAndPost(cpu, slot, BlockOrder.healthy(requests.tokenOf(slot)), duringAdd);
            added++;
        }
        if (added > 0) {
            Doorbell.ring(cpu, kernel, requests.names());
            cpu.advance(kernel.durations().around(THINK_NS));
        }
        return added > 0;
    }

    @Override
    public boolean complete(CpuTrace cpu) {
        if (adding || ring.nextReadyNs() > cpu.nowNs()) {
            return false;
        }
        CpuTrace.Context interrupted = interrupt(cpu);
        while (ring.nextReadyNs() <= cpu.nowNs()) {
            int slot = ring.complete();
            requests.getBack(cpu, slot);
            ring.giveBack(slot, cpu.nowNs());
            returnedAfterStall++;
        }
        getNothing(cpu);
        leaveInterrupt(cpu, interrupted, InterruptLine.IRQ_HANDLED);
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
        return ring.postedCount() + stalled;
    }

    /// Adds two requests with one token.
    ///
    /// @return false when there is no room for them now
    public boolean addTwiceWithOneToken(CpuTrace cpu) {
        if (ring.postedCount() + 2 > SLOTS || !ring.available(cpu.nowNs())) {
            return false;
        }
        int first = ring.take();
        if (!ring.available(cpu.nowNs())) {
            ring.giveBack(first, cpu.nowNs() - 1);
            return false;
        }
        BlockOrder order = BlockOrder.healthy(requests.foreignToken(foreignTokens++));
        addAndPost(cpu, first, order, NO_INTERRUPT);
        addAndPost(cpu, ring.take(), order, NO_INTERRUPT);
        Doorbell.ring(cpu, kernel, requests.names());
        return true;
    }

    /// Adds a request and unmaps a part of it while the device has it.
    ///
    /// @return false when there is no room for it now
    public boolean addAndUnmapEarly(CpuTrace cpu) {
        if (!ring.available(cpu.nowNs())) {
            return false;
        }
        int slot = ring.take();
        addAndPost(cpu, slot, BlockOrder.healthy(requests.tokenOf(slot)).with(StatusByte.UNMAPPED_EARLY), NO_INTERRUPT);
        requests.unmapStatusEarly(cpu, slot);
        Doorbell.ring(cpu, kernel, requests.names());
        return true;
    }

    /// Adds a request of which a part is not mapped.
    ///
    /// @return false when there is no room for it now
    public boolean addPartlyUnmapped(CpuTrace cpu) {
        if (!ring.available(cpu.nowNs())) {
            return false;
        }
        int slot = ring.take();
        addAndPost(cpu, slot, BlockOrder.healthy(requests.tokenOf(slot)).with(StatusByte.NOT_MAPPED), NO_INTERRUPT);
        Doorbell.ring(cpu, kernel, requests.names());
        return true;
    }

    /// Adds a request that the device never returns.
    ///
    /// @param phys memory for its data that nothing else will ever use, eight pages long
    /// @return false when there is no room for it now
    public boolean addAndStall(CpuTrace cpu, long phys) {
        if (stalled == MAX_STALLED || !ring.available(cpu.nowNs())) {
            return false;
        }
        int slot = ring.take();
        add(cpu, slot, BlockOrder.healthy(requests.tokenOf(slot)).withDataAt(phys), NO_INTERRUPT);
        Doorbell.ring(cpu, kernel, requests.names());
        stalled++;
        returnedAfterStall = 0;
        return true;
    }

    /// Whether enough requests came back after those that never will.
    boolean stallsShow() {
        return stalled == 0 || returnedAfterStall >= RETURNED_AFTER_STALL;
    }

    /// Tries to add a request to the ring and finds it full.
    public void findRingFull(CpuTrace cpu, VirtqueueProbes probes) {
        kernel.tally().fullRing(requests.names());
        requests.addToFullRing(cpu, probes, requests.foreignToken(foreignTokens++));
    }

    /// Is interrupted although nothing has come back.
    public void interruptForNothing(CpuTrace cpu) {
        kernel.tally().spuriousInterrupt(requests.names());
        leaveInterrupt(cpu, interrupt(cpu), InterruptLine.IRQ_NONE);
        cpu.advance(kernel.durations().around(THINK_NS));
    }

    private void addAndPost(CpuTrace cpu, int slot, BlockOrder order, Work duringAdd) {
        add(cpu, slot, order, duringAdd);
        post(cpu, slot);
    }

    private void add(CpuTrace cpu, int slot, BlockOrder order, Work duringAdd) {
        int inUse = ring.postedCount() + stalled;
        adding = true;
        requests.add(cpu, slot, order, RING_SIZE - inUse, nested(duringAdd));
        adding = false;
    }

    private Work nested(Work duringAdd) {
        return cpu -> {
            boolean interrupted = duringAdd.step(cpu);
            if (interrupted) {
                kernel.tally().oddity(LegalOddity.INTERRUPT_INSIDE_ADD);
            }
            return interrupted;
        };
    }

    private void post(CpuTrace cpu, int slot) {
        ring.post(slot, cpu.nowNs() + kernel.durations().around(DEVICE_NS), kernel.random());
    }

    private CpuTrace.Context interrupt(CpuTrace cpu) {
        CpuTrace.Context interrupted = line.raise(cpu, kernel);
        cpu.advance(kernel.durations().around(POLL_NS));
        if (kernel.probes().isPresent()) {
            kernel.probes()
                    .get()
                    .writeInterrupt(cpu, line.irq(), requests.names().vq());
        }
        return interrupted;
    }

    private void leaveInterrupt(CpuTrace cpu, CpuTrace.Context interrupted, int result) {
        if (kernel.probes().isPresent()) {
            kernel.probes().get().interruptReturn().write(cpu, result);
        }
        cpu.enter(interrupted);
    }

    private void getNothing(CpuTrace cpu) {
        if (kernel.probes().isPresent()) {
            cpu.advance(kernel.durations().around(POLL_NS));
            kernel.probes().get().getBuf().write(cpu, requests.names());
            cpu.advance(kernel.durations().around(POLL_NS));
            kernel.probes().get().getBufReturn().write(cpu, 0);
        }
        cpu.advance(kernel.durations().around(POLL_NS));
    }
}
