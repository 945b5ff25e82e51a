// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.kernel;

import java.util.Optional;
import org.dmatape.samples.generate.LegalOddity;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.tracepoint.CoherentEvents;
import org.dmatape.samples.generate.internal.machine.address.BounceTranslation;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.address.Translation;

/// The simulated kernel's DMA API for coherent memory. The event of an allocation is written after it, that of a free
/// before it. A 6.1 kernel writes neither.
public final class CoherentApi {

    private static final int ALLOC_NS = 2_000;
    private static final long DIRECT_MAP_64 = 0xff15_508f_0000_0000L;
    private static final long DIRECT_MAP_32 = 0x8000_0000L;

    private final Optional<CoherentEvents> events;
    private final Translation translation;
    private final Durations durations;
    private final Tally tally;
    private final long directMap;

    /// Coherent memory.
    ///
    /// @param virt address for the CPU
    /// @param dma address for the device
    /// @param bytes size
    public record Memory(long virt, long dma, long bytes) {}

    CoherentApi(
            Optional<CoherentEvents> events, Translation translation, Durations durations, Tally tally, int longBytes) {
        this.events = events;
        this.translation = translation;
        this.durations = durations;
        this.tally = tally;
        directMap = longBytes == Long.BYTES ? DIRECT_MAP_64 : DIRECT_MAP_32;
    }

    /// Allocates the memory at `phys`.
    public Memory alloc(CpuTrace cpu, DmaDevice device, long phys, long bytes) {
        cpu.advance(durations.around(ALLOC_NS));
        // swiotlb=force bounces mappings, not coherent memory
        long dma = translation instanceof BounceTranslation ? phys : translation.map(cpu, device, phys, bytes);
        Memory memory = new Memory(directMap + phys, dma, bytes);
        cpu.advance(durations.around(ALLOC_NS));
        if (events.isPresent()) {
            tally.mapping();
            events.get().writeAlloc(cpu, device.name(), memory.virt(), dma, bytes);
        }
        return memory;
    }

    /// Frees the memory while saying that it is at another address for the CPU.
    public void freeSaying(CpuTrace cpu, DmaDevice device, Memory memory, long virt) {
        if (events.isPresent()) {
            tally.unmapping(device);
            events.get().writeFree(cpu, device.name(), virt, memory.dma(), memory.bytes());
        }
        cpu.advance(durations.around(ALLOC_NS));
        if (!(translation instanceof BounceTranslation)) {
            translation.unmap(cpu, device, memory.dma(), memory.bytes(), cpu);
        }
    }

    /// Frees the memory.
    public void free(CpuTrace cpu, DmaDevice device, Memory memory) {
        freeSaying(cpu, device, memory, memory.virt());
    }

    /// Memory of the device's own pool, which was set up before the recording.
    public Memory setUpPool(CpuTrace cpu, DmaDevice device, long phys, long bytes) {
        long dma = translation instanceof BounceTranslation ? phys : translation.mapSilently(cpu, device, phys, bytes);
        return new Memory(directMap + phys, dma, bytes);
    }

    /// Allocates from the device's own pool and, later, gives back: the allocation leaves an event, the free does not.
    public void usePool(CpuTrace cpu, DmaDevice device, Memory memory) {
        cpu.advance(durations.around(ALLOC_NS));
        if (events.isPresent()) {
            tally.mapping();
            tally.unmapping(device);
            tally.oddity(LegalOddity.POOL_FREE_WITHOUT_EVENT);
            events.get().writeAlloc(cpu, device.name(), memory.virt(), memory.dma(), memory.bytes());
        }
    }
}
