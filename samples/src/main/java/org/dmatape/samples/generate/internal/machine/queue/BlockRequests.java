// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import org.dmatape.samples.generate.internal.device.Segments;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.probe.AddProbe;
import org.dmatape.samples.generate.internal.event.probe.QueueNames;
import org.dmatape.samples.generate.internal.event.probe.VirtqueueProbes;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.address.PhysicalMemory;
import org.dmatape.samples.generate.internal.machine.address.SweptPages;
import org.dmatape.samples.generate.internal.machine.kernel.Direction;
import org.dmatape.samples.generate.internal.machine.kernel.DmaApi;
import org.dmatape.samples.generate.internal.machine.kernel.SeededRandom;
import org.dmatape.samples.generate.internal.machine.kernel.SimulatedKernel;
import org.dmatape.samples.generate.internal.machine.queue.BlockOrder.StatusByte;

/// The requests of one virtio-blk queue: what they consist of, and what adding and returning one does.
///
/// A request is a header of 16 bytes (to the device), data, and a status byte (from the device). Header and status lie
/// in one page, as in the driver. An indirect descriptor table is mapped for each request as well.
public final class BlockRequests {

    private static final int NO_SPACE = -28;
    private static final int PAGE_BYTES = 4096;
    private static final int MAX_DATA_PAGES = 16;
    private static final int DATA_RUNS = 1 << 14;
    private static final int HEADER_BYTES = 16;
    private static final int HEADER_SPACING = 256;
    private static final int HEADER_OFFSET = 0x70;
    private static final int STATUS_OFFSET = HEADER_OFFSET + HEADER_BYTES;
    private static final int STATUS_BYTES = 1;
    private static final int TABLE_SPACING = 512;
    private static final int DESCRIPTOR_BYTES = 16;
    private static final int TOKEN_SPACING = 0x140;
    private static final int NESTED_INTERRUPT_ONE_IN = 150;
    private static final int ADD_NS = 150;

    private final SimulatedKernel kernel;
    private final DmaDevice device;
    private final QueueNames names;
    private final SweptPages data;
    private final long headers;
    private final long tables;
    private final long tokenBase;
    private final long[] tokens;
    private final int[] dataPages;
    private final int[] dataDirections;
    private final boolean[] knownOrigin;
    private final StatusByte[] statusBytes;
    private final long[] headerDma;
    private final long[] statusDma;
    private final long[] tableDma;
    private final long[] dataPhys;
    private final long[][] dataDma;

    public BlockRequests(SimulatedKernel kernel, VirtqueueSetup setup, int slots) {
        PhysicalMemory memory = setup.memory();
        this.kernel = kernel;
        device = setup.device();
        names = setup.names();
        tokenBase = setup.tokenBase();
        data = new SweptPages(memory, DATA_RUNS / MAX_DATA_PAGES, MAX_DATA_PAGES * PAGE_BYTES);
        headers = memory.region((long) slots * HEADER_SPACING);
        tables = memory.region((long) slots * TABLE_SPACING);
        tokens = new long[slots];
        dataPages = new int[slots];
        dataDirections = new int[slots];
        knownOrigin = new boolean[slots];
        statusBytes = new StatusByte[slots];
        headerDma = new long[slots];
        statusDma = new long[slots];
        tableDma = new long[slots];
        dataPhys = new long[slots];
        dataDma = new long[slots][MAX_DATA_PAGES];
    }

    DmaDevice device() {
        return device;
    }

    QueueNames names() {
        return names;
    }

    /// The token of a slot's own requests.
    long tokenOf(int slot) {
        return tokenBase + (long) slot * TOKEN_SPACING;
    }

    /// A token no slot has.
    long foreignToken(int number) {
        return tokenBase + (long) (tokens.length + 1 + number) * TOKEN_SPACING;
    }

    /// Adds a new request to the queue.
    ///
    /// @param duringAdd called between two mappings now and then: an interrupt of something else may come
    void add(CpuTrace cpu, int slot, BlockOrder order, int freeDescriptors, Work duringAdd) {
        choose(slot, order);
        kernel.probes().ifPresent(probes -> writeEntry(probes, cpu, slot, freeDescriptors));
        cpu.advance(kernel.durations().around(ADD_NS));
        if (kernel.devicesUseDmaApi()) {
            map(cpu, slot, duringAdd);
        }
        cpu.advance(kernel.durations().around(ADD_NS));
        kernel.probes().ifPresent(probes -> probes.addSgsReturn().write(cpu, 0));
        kernel.tally().request();
    }

    /// Unmaps the status byte of a request that the device still has.
    void unmapStatusEarly(CpuTrace cpu, int slot) {
        cpu.advance(kernel.durations().around(ADD_NS));
        unmap(cpu, slot, statusDma[slot], STATUS_BYTES, Direction.FROM_DEVICE);
    }

    /// Makes it so that a request was added before the recording began.
    void addSilently(CpuTrace cpu, int slot) {
        choose(slot, BlockOrder.healthy(tokenOf(slot)));
        knownOrigin[slot] = false;
        if (!kernel.devicesUseDmaApi()) {
            return;
        }
        DmaApi dma = kernel.dma();
        headerDma[slot] = dma.mapSilently(cpu, device, header(slot), HEADER_BYTES);
        for (int page = 0; page < dataPages[slot]; page++) {
            dataDma[slot][page] = dma.mapSilently(cpu, device, dataPhys[slot] + (long) page * PAGE_BYTES, PAGE_BYTES);
        }
        statusDma[slot] = dma.mapSilently(cpu, device, status(slot), STATUS_BYTES);
        tableDma[slot] = dma.mapSilently(cpu, device, table(slot), tableBytes(slot));
    }

    /// An add that fails because the ring is full.
    void addToFullRing(CpuTrace cpu, VirtqueueProbes probes, long token) {
        if (probes.addSgs().open(cpu, names, 0, 1, 2, token)) {
            probes.addSgs().putSegment(cpu, 0, 0, true, header(0), HEADER_BYTES);
        }
        cpu.advance(kernel.durations().around(ADD_NS));
        probes.addSgsReturn().write(cpu, NO_SPACE);
    }

    /// Gets a request back from the queue.
    void getBack(CpuTrace cpu, int slot) {
        kernel.probes().ifPresent(probes -> probes.getBuf().write(cpu, names));
        cpu.advance(kernel.durations().around(ADD_NS));
        if (kernel.devicesUseDmaApi()) {
            unmapAll(cpu, slot);
        }
        cpu.advance(kernel.durations().around(ADD_NS));
        kernel.probes().ifPresent(probes -> probes.getBufReturn().write(cpu, tokens[slot]));
        if (knownOrigin[slot]) {
            kernel.tally().returned();
        } else {
            kernel.tally().returnedOfUnknownOrigin();
        }
    }

    /// What the device reaches for when it takes a request; it has no use for a status byte that is not mapped.
    public void addTo(Segments segments, int slot) {
        segments.addTable(tableDma[slot], table(slot), tableBytes(slot));
        segments.addReadable(headerDma[slot], header(slot), HEADER_BYTES);
        for (int page = 0; page < dataPages[slot]; page++) {
            long phys = dataPhys[slot] + (long) page * PAGE_BYTES;
            if (dataDirections[slot] == Direction.TO_DEVICE) {
                segments.addReadable(dataDma[slot][page], phys, PAGE_BYTES);
            } else {
                segments.addWritable(dataDma[slot][page], phys, PAGE_BYTES);
            }
        }
        if (statusBytes[slot] == StatusByte.MAPPED) {
            segments.addWritable(statusDma[slot], status(slot), STATUS_BYTES);
        }
    }

    private void choose(int slot, BlockOrder order) {
        SeededRandom random = kernel.random();
        int kind = random.below(20);
        boolean flush = kind == 19;
        boolean large = kind < 9;
        dataPages[slot] = flush ? 0 : large ? 8 + random.below(MAX_DATA_PAGES - 7) : 1;
        dataDirections[slot] = random.below(3) == 0 ? Direction.TO_DEVICE : Direction.FROM_DEVICE;
        if (order.dataMemory().isPresent()) {
            dataPages[slot] = Math.min(dataPages[slot], BlockOrder.OWN_MEMORY_PAGES);
            dataPhys[slot] = order.dataMemory().getAsLong();
        } else {
            dataPhys[slot] = data.next();
        }
        tokens[slot] = order.token();
        statusBytes[slot] = order.statusByte();
        knownOrigin[slot] = true;
    }

    private void writeEntry(VirtqueueProbes probes, CpuTrace cpu, int slot, int freeDescriptors) {
        boolean hasData = dataPages[slot] > 0;
        boolean write = dataDirections[slot] == Direction.TO_DEVICE;
        int out = hasData && write ? 2 : 1;
        int in = hasData && !write ? 2 : 1;
        AddProbe add = probes.addSgs();
        if (add.open(cpu, names, freeDescriptors, out, in, tokens[slot])) {
            add.putSegment(cpu, 0, 0, true, header(slot), HEADER_BYTES);
            for (int page = 0; page < dataPages[slot]; page++) {
                long phys = dataPhys[slot] + (long) page * PAGE_BYTES;
                add.putSegment(cpu, 1, page, page + 1 == dataPages[slot], phys, PAGE_BYTES);
            }
            add.putSegment(cpu, hasData ? 2 : 1, 0, true, status(slot), STATUS_BYTES);
        }
    }

    private void map(CpuTrace cpu, int slot, Work duringAdd) {
        DmaApi dma = kernel.dma();
        headerDma[slot] = dma.map(cpu, device, header(slot), HEADER_BYTES, Direction.TO_DEVICE, 0);
        for (int page = 0; page < dataPages[slot]; page++) {
            long phys = dataPhys[slot] + (long) page * PAGE_BYTES;
            dataDma[slot][page] = dma.map(cpu, device, phys, PAGE_BYTES, dataDirections[slot], 0);
            if (kernel.random().oneIn(NESTED_INTERRUPT_ONE_IN)) {
                duringAdd.step(cpu);
            }
        }
        if (statusBytes[slot] != StatusByte.NOT_MAPPED) {
            statusDma[slot] = dma.map(cpu, device, status(slot), STATUS_BYTES, Direction.FROM_DEVICE, 0);
            kernel.tally().sharedPage(device);
        }
        tableDma[slot] = dma.map(cpu, device, table(slot), tableBytes(slot), Direction.TO_DEVICE, 0);
    }

    private void unmapAll(CpuTrace cpu, int slot) {
        unmap(cpu, slot, tableDma[slot], tableBytes(slot), Direction.TO_DEVICE);
        unmap(cpu, slot, headerDma[slot], HEADER_BYTES, Direction.TO_DEVICE);
        for (int page = 0; page < dataPages[slot]; page++) {
            unmap(cpu, slot, dataDma[slot][page], PAGE_BYTES, dataDirections[slot]);
        }
        if (statusBytes[slot] == StatusByte.MAPPED) {
            unmap(cpu, slot, statusDma[slot], STATUS_BYTES, Direction.FROM_DEVICE);
        }
    }

    private void unmap(CpuTrace cpu, int slot, long address, int bytes, int direction) {
        if (knownOrigin[slot]) {
            kernel.dma().unmap(cpu, device, address, bytes, direction, 0);
        } else {
            kernel.dma().unmapOfUnknownOrigin(cpu, device, address, bytes, direction, 0);
        }
    }

    private long header(int slot) {
        return headers + (long) slot * HEADER_SPACING + HEADER_OFFSET;
    }

    private long status(int slot) {
        return headers + (long) slot * HEADER_SPACING + STATUS_OFFSET;
    }

    private long table(int slot) {
        return tables + (long) slot * TABLE_SPACING;
    }

    private int tableBytes(int slot) {
        return DESCRIPTOR_BYTES * (dataPages[slot] + 2);
    }
}
