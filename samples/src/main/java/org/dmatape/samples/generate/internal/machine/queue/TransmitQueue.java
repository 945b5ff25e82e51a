// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import java.util.Optional;
import org.dmatape.samples.generate.internal.device.QueueServer;
import org.dmatape.samples.generate.internal.device.Segments;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.probe.QueueNames;
import org.dmatape.samples.generate.internal.event.probe.VirtqueueProbes;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.address.SweptPages;
import org.dmatape.samples.generate.internal.machine.kernel.Direction;
import org.dmatape.samples.generate.internal.machine.kernel.SimulatedKernel;

/// Transmit queue of a virtio network device: packets of one to three pieces; what has been sent is taken back, without
/// an interrupt, before the next packet is added.
public final class TransmitQueue implements QueueWork {

    private static final int RING_SIZE = 256;
    private static final int SLOTS = 64;
    private static final int MAX_PIECES = 3;
    private static final int PAGE_BYTES = 4096;
    private static final int FIRST_PIECE_OFFSET = 0x52;
    private static final int RUNS = 1 << 12;
    private static final int DEVICE_NS = 30_000;
    private static final int THINK_NS = 6_000;
    private static final int CALL_NS = 110;
    private static final int TOKEN_SPACING = 0xe8;

    private final SimulatedKernel kernel;
    private final DmaDevice device;
    private final QueueNames names;
    private final SweptPages packets;
    private final long tokenBase;
    private final Optional<QueueServer> server;
    private final SlotRing ring = new SlotRing(SLOTS);
    private final int[] posted = new int[1];
    private final int[] pieces = new int[SLOTS];
    private final long[] phys = new long[SLOTS];
    private final long[][] dma = new long[SLOTS][MAX_PIECES];
    private final int[][] bytes = new int[SLOTS][MAX_PIECES];

    public TransmitQueue(SimulatedKernel kernel, VirtqueueSetup setup) {
        this.kernel = kernel;
        device = setup.device();
        names = setup.names();
        tokenBase = setup.tokenBase();
        packets = new SweptPages(setup.memory(), RUNS, MAX_PIECES * PAGE_BYTES);
        server = setup.server(kernel, this::addTo);
    }

    @Override
    public boolean submit(CpuTrace cpu, Work duringAdd) {
        boolean tookBack = takeBackSent(cpu);
        if (!ring.available(cpu.nowNs())) {
            return tookBack;
        }
        int slot = ring.take();
        choose(slot);
        kernel.probes().ifPresent(probes -> writeEntry(probes, cpu, slot));
        cpu.advance(kernel.durations().around(CALL_NS));
        if (kernel.devicesUseDmaApi()) {
            for (int piece = 0; piece < pieces[slot]; piece++) {
                dma[slot][piece] =
                        kernel.dma().map(cpu, device, physOf(slot, piece), bytes[slot][piece], Direction.TO_DEVICE, 0);
            }
        }
        cpu.advance(kernel.durations().around(CALL_NS));
        kernel.probes().ifPresent(probes -> probes.addOutbufReturn().write(cpu, 0));
        kernel.tally().request();
        boolean notified = Doorbell.ring(cpu, kernel, names);
        posted[0] = slot;
        ring.post(posted, 1, () -> cpu.nowNs() + kernel.durations().around(DEVICE_NS), kernel.random());
        server.ifPresent(sender -> {
            sender.takes(cpu.nowNs(), notified, posted, 1, ring.readyNs(slot));
            sender.gives(ring.readyNs(slot), slot);
        });
        cpu.advance(kernel.durations().around(THINK_NS));
        return true;
    }

    /// Nothing: the next packet does it.
    @Override
    public boolean complete(CpuTrace cpu) {
        return false;
    }

    @Override
    public void drain(CpuTrace cpu) {
        while (ring.postedCount() > 0) {
            cpu.advanceTo(ring.nextReadyNs());
            takeBackSent(cpu);
        }
    }

    @Override
    public int inFlight() {
        return ring.postedCount();
    }

    private boolean takeBackSent(CpuTrace cpu) {
        if (ring.nextReadyNs() > cpu.nowNs()) {
            return false;
        }
        while (ring.nextReadyNs() <= cpu.nowNs()) {
            int slot = ring.complete();
            getBack(cpu, slot);
            ring.giveBack(slot, cpu.nowNs());
        }
        return true;
    }

    private void getBack(CpuTrace cpu, int slot) {
        kernel.probes().ifPresent(probes -> probes.getBuf().write(cpu, names));
        cpu.advance(kernel.durations().around(CALL_NS));
        if (kernel.devicesUseDmaApi()) {
            for (int piece = 0; piece < pieces[slot]; piece++) {
                kernel.dma().unmap(cpu, device, dma[slot][piece], bytes[slot][piece], Direction.TO_DEVICE, 0);
            }
        }
        cpu.advance(kernel.durations().around(CALL_NS));
        kernel.probes().ifPresent(probes -> probes.getBufReturn().write(cpu, token(slot)));
        kernel.tally().returned();
    }

    private void addTo(Segments segments, int slot) {
        for (int piece = 0; piece < pieces[slot]; piece++) {
            segments.addReadable(dma[slot][piece], physOf(slot, piece), bytes[slot][piece]);
        }
    }

    private void choose(int slot) {
        pieces[slot] = 1 + kernel.random().below(MAX_PIECES);
        phys[slot] = packets.next();
        for (int piece = 0; piece < pieces[slot]; piece++) {
            bytes[slot][piece] = 60 + kernel.random().below(1440);
        }
    }

    private void writeEntry(VirtqueueProbes probes, CpuTrace cpu, int slot) {
        if (probes.addOutbuf().open(cpu, names, RING_SIZE - ring.postedCount(), pieces[slot], 0, token(slot))) {
            for (int piece = 0; piece < pieces[slot]; piece++) {
                boolean last = piece + 1 == pieces[slot];
                probes.addOutbuf().putSegment(cpu, 0, piece, last, physOf(slot, piece), bytes[slot][piece]);
            }
        }
    }

    private long physOf(int slot, int piece) {
        return phys[slot] + (long) piece * PAGE_BYTES + (piece == 0 ? FIRST_PIECE_OFFSET : 0);
    }

    private long token(int slot) {
        return tokenBase + (long) slot * TOKEN_SPACING;
    }
}
