// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import java.util.Arrays;
import java.util.Optional;
import org.dmatape.samples.generate.LegalOddity;
import org.dmatape.samples.generate.internal.device.QueueServer;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.probe.VirtqueueProbes;
import org.dmatape.samples.generate.internal.machine.kernel.SimulatedKernel;
import org.dmatape.samples.generate.internal.machine.queue.BlockOrder.StatusByte;

/// One queue of a virtio block device: batches of requests are added and kicked on one CPU, and come back by interrupt
/// on the same or another one.
public final class BlockQueue implements QueueWork {

    /// How many requests of a queue may never come back.
    static final int MAX_STALLED = 8;

    private static final int RING_SIZE = 128;
    private static final int SLOTS = 32;
    private static final int MAX_BATCH = 4;
    private static final int DEVICE_NS = 60_000;
    private static final int TAKEN_NS = 4_000;
    private static final int THINK_NS = 9_000;
    private static final int POLL_NS = 100;
    private static final int RETURNED_AFTER_STALL = 40;
    private static final Work NO_INTERRUPT = _ -> false;
    private static final int ADDED_BEFORE_RECORDING = 3;

    private final SimulatedKernel kernel;
    private final BlockRequests requests;
    private final InterruptLine line;
    private final Optional<QueueServer> server;
    private final SlotRing ring = new SlotRing(SLOTS);
    private final int[] batch = new int[MAX_BATCH];
    private int batchSize;
    private boolean adding;
    private int foreignTokens;
    private int stalled;
    private int returnedAfterStall;

    public BlockQueue(
            SimulatedKernel kernel, BlockRequests requests, InterruptLine line, Optional<QueueServer> server) {
        this.kernel = kernel;
        this.requests = requests;
        this.line = line;
        this.server = server;
    }

    /// Buffers that can be in flight.
    public static int slots() {
        return SLOTS;
    }

    /// Makes it so that some requests were added before the recording began.
    public void addSilently(CpuTrace cpu) {
        for (int i = 0; i < ADDED_BEFORE_RECORDING; i++) {
            int slot = ring.take();
            requests.addSilently(cpu, slot);
            batch[batchSize++] = slot;
        }
        post(cpu, false);
    }

    @Override
    public boolean submit(CpuTrace cpu, Work duringAdd) {
        int wanted = 1 + kernel.random().below(MAX_BATCH);
        while (batchSize < wanted && ring.available(cpu.nowNs())) {
            int slot = ring.take();
            add(cpu, slot, BlockOrder.healthy(requests.tokenOf(slot)), duringAdd);
        }
        if (batchSize == 0) {
            return false;
        }
        kick(cpu);
        cpu.advance(kernel.durations().around(THINK_NS));
        return true;
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
        server.ifPresent(device -> device.queue().driverLooked(cpu.nowNs()));
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
        add(cpu, first, order, NO_INTERRUPT);
        add(cpu, ring.take(), order, NO_INTERRUPT);
        kick(cpu);
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
        add(cpu, slot, BlockOrder.healthy(requests.tokenOf(slot)).with(StatusByte.UNMAPPED_EARLY), NO_INTERRUPT);
        requests.unmapStatusEarly(cpu, slot);
        kick(cpu);
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
        add(cpu, slot, BlockOrder.healthy(requests.tokenOf(slot)).with(StatusByte.NOT_MAPPED), NO_INTERRUPT);
        kick(cpu);
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
        boolean notified = Doorbell.ring(cpu, kernel, requests.names());
        long takenByNs = Math.max(ring.lastReadyNs(), cpu.nowNs() + TAKEN_NS);
        server.ifPresent(device -> device.takes(cpu.nowNs(), notified, batch, batchSize, takenByNs));
        batchSize = 0;
        stalled++;
        returnedAfterStall = 0;
        return true;
    }

    /// Whether enough requests came back after those that never will.
    public boolean stallsShow() {
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
        server.ifPresent(device -> device.queue().interrupts(cpu.nowNs()));
        leaveInterrupt(cpu, interrupt(cpu), InterruptLine.IRQ_NONE);
        cpu.advance(kernel.durations().around(THINK_NS));
    }

    private void add(CpuTrace cpu, int slot, BlockOrder order, Work duringAdd) {
        int inUse = ring.postedCount() + stalled + batchSize;
        adding = true;
        requests.add(cpu, slot, order, RING_SIZE - inUse, nested(duringAdd));
        adding = false;
        batch[batchSize++] = slot;
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

    /// Tells the device of the batch, if it wants to be told, and leaves the batch to it.
    private void kick(CpuTrace cpu) {
        post(cpu, Doorbell.ring(cpu, kernel, requests.names()));
    }

    private void post(CpuTrace cpu, boolean notified) {
        ring.post(batch, batchSize, () -> cpu.nowNs() + kernel.durations().around(DEVICE_NS), kernel.random());
        server.ifPresent(device -> serve(device, cpu.nowNs(), notified));
        batchSize = 0;
    }

    private void serve(QueueServer device, long kickedNs, boolean notified) {
        long firstReadyNs = Arrays.stream(batch, 0, batchSize)
                .mapToLong(ring::readyNs)
                .min()
                .orElse(kickedNs);
        device.takes(kickedNs, notified, batch, batchSize, firstReadyNs);
        for (int i = 0; i < batchSize; i++) {
            device.gives(ring.readyNs(batch[i]), batch[i]);
            device.queue().interruptsIfNeeded(ring.readyNs(batch[i]));
        }
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
