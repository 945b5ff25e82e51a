// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.kernel;

import java.util.Optional;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.MapArguments;
import org.dmatape.samples.generate.internal.event.probe.MappingProbes;
import org.dmatape.samples.generate.internal.event.tracepoint.MapEvent;
import org.dmatape.samples.generate.internal.event.tracepoint.SyncEvents;
import org.dmatape.samples.generate.internal.event.tracepoint.UnmapEvent;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.address.Translation;

/// The simulated kernel's DMA API for single pieces of memory: does what a driver asks and leaves the events of it, in
/// the order in which a kernel does (map and unmap events after the operation, probes around everything).
///
/// Drivers that do wrong are served as well: what they say and what is really mapped are separate arguments.
public final class DmaApi {

    /// What a failed mapping returns on a 64-bit kernel; a 32-bit kernel has 32 such bits.
    public static final long MAPPING_ERROR = -1;

    private static final long MAPPING_ERROR_32 = 0xffff_ffffL;
    private static final int PROBE_NS = 60;
    private static final int MAP_NS = 180;
    private static final int UNMAP_NS = 240;
    private static final int SYNC_NS = 70;

    /// The events of this layer; those the kernel does not have, or nobody recorded, are absent.
    ///
    /// @param map after a mapping
    /// @param unmap after an unmapping
    /// @param sync syncs, where visible
    /// @param probes around map and unmap
    public record Events(
            Optional<MapEvent> map,
            Optional<UnmapEvent> unmap,
            Optional<SyncEvents> sync,
            Optional<MappingProbes> probes) {}

    private final Events events;
    private final Translation translation;
    private final Durations durations;
    private final Tally tally;
    private final long mappingError;

    DmaApi(Events events, Translation translation, Durations durations, Tally tally, int longBytes) {
        this.events = events;
        this.translation = translation;
        this.durations = durations;
        this.tally = tally;
        mappingError = longBytes == Long.BYTES ? MAPPING_ERROR : MAPPING_ERROR_32;
    }

    /// Maps bytes; gives their DMA address.
    public long map(CpuTrace cpu, DmaDevice device, long phys, long bytes, int direction, long attrs) {
        MapArguments arguments = new MapArguments(phys, bytes, direction, attrs);
        enterMap(cpu, device, arguments);
        long dma = translation.map(cpu, device, phys, bytes);
        tally.mapping();
        leaveMap(cpu, device, arguments, dma);
        return dma;
    }

    /// Tries to map bytes and fails; gives the address that says so.
    public long failToMap(CpuTrace cpu, DmaDevice device, long phys, long bytes, int direction) {
        MapArguments arguments = new MapArguments(phys, bytes, direction, 0);
        enterMap(cpu, device, arguments);
        translation.failToMap(cpu, device, phys, bytes);
        leaveMap(cpu, device, arguments, mappingError);
        return mappingError;
    }

    /// Unmaps what was mapped with just these arguments.
    public void unmap(CpuTrace cpu, DmaDevice device, long dma, long bytes, int direction, long attrs) {
        enterUnmap(cpu, device, dma, bytes, direction, attrs);
        tearDown(cpu, device, dma, bytes, cpu);
        tally.unmapping(device);
        leaveUnmap(cpu, device, dma, bytes, direction, attrs);
    }

    /// Unmaps a mapping of `mappedBytes` while saying something else about it.
    public void unmapSaying(CpuTrace cpu, DmaDevice device, long dma, long mappedBytes, long bytes, int direction) {
        enterUnmap(cpu, device, dma, bytes, direction, 0);
        tearDown(cpu, device, dma, mappedBytes, cpu);
        tally.unmapping(device);
        leaveUnmap(cpu, device, dma, bytes, direction, 0);
    }

    /// Unmaps what was mapped with just these arguments; nobody will get the address again.
    public void unmapForGood(CpuTrace cpu, DmaDevice device, long dma, long bytes, int direction) {
        enterUnmap(cpu, device, dma, bytes, direction, 0);
        translation.unmapForGood(cpu, device, dma, bytes);
        tally.unmapping(device);
        leaveUnmap(cpu, device, dma, bytes, direction, 0);
    }

    /// Unmaps what was mapped before the recording began.
    public void unmapOfUnknownOrigin(CpuTrace cpu, DmaDevice device, long dma, long bytes, int direction, long attrs) {
        enterUnmap(cpu, device, dma, bytes, direction, attrs);
        tearDown(cpu, device, dma, bytes, cpu);
        tally.unmappingOfUnknownOrigin();
        leaveUnmap(cpu, device, dma, bytes, direction, attrs);
    }

    /// Unmaps where nothing is mapped: nothing but the call's own events happens.
    public void unmapNothing(CpuTrace cpu, DmaDevice device, long dma, long bytes, int direction) {
        enterUnmap(cpu, device, dma, bytes, direction, 0);
        leaveUnmap(cpu, device, dma, bytes, direction, 0);
    }

    /// Maps without leaving events, as if before the recording.
    public long mapSilently(CpuTrace cpu, DmaDevice device, long phys, long bytes) {
        return translation.mapSilently(cpu, device, phys, bytes);
    }

    /// First half of an unmap: the mapping is gone and its address in the hands of another CPU.
    public void beginUnmap(CpuTrace cpu, DmaDevice device, long dma, long bytes, int direction, CpuTrace nextOwner) {
        enterUnmap(cpu, device, dma, bytes, direction, 0);
        tearDown(cpu, device, dma, bytes, nextOwner);
    }

    /// Second half: the event is written.
    public void finishUnmap(CpuTrace cpu, DmaDevice device, long dma, long bytes, int direction) {
        tally.unmapping(device);
        leaveUnmap(cpu, device, dma, bytes, direction, 0);
    }

    /// Whether syncs leave events.
    public boolean showsSyncs() {
        return events.sync().isPresent();
    }

    /// The driver is to see what the device wrote.
    public void syncForCpu(CpuTrace cpu, DmaDevice device, long dma, long bytes, int direction) {
        cpu.advance(durations.around(SYNC_NS));
        events.sync().ifPresent(sync -> sync.writeForCpu(cpu, device.name(), dma, bytes, direction));
    }

    /// The device is to see what the driver wrote.
    public void syncForDevice(CpuTrace cpu, DmaDevice device, long dma, long bytes, int direction) {
        cpu.advance(durations.around(SYNC_NS));
        events.sync().ifPresent(sync -> sync.writeForDevice(cpu, device.name(), dma, bytes, direction));
    }

    private void enterMap(CpuTrace cpu, DmaDevice device, MapArguments arguments) {
        cpu.advance(durations.around(PROBE_NS));
        if (events.probes().isPresent()) {
            events.probes().get().map().write(cpu, device.name(), arguments);
        }
        cpu.advance(durations.ofMapping(MAP_NS));
    }

    private void leaveMap(CpuTrace cpu, DmaDevice device, MapArguments arguments, long dma) {
        cpu.advance(durations.around(PROBE_NS));
        if (events.map().isPresent()) {
            events.map().get().write(cpu, device.name(), arguments, dma);
        }
        if (events.probes().isPresent()) {
            cpu.advance(durations.around(PROBE_NS));
            events.probes().get().map().writeReturn(cpu, dma);
        }
    }

    private void enterUnmap(CpuTrace cpu, DmaDevice device, long dma, long bytes, int direction, long attrs) {
        cpu.advance(durations.around(PROBE_NS));
        if (events.probes().isPresent()) {
            events.probes().get().unmap().write(cpu, device.name(), dma, bytes, direction, attrs);
        }
        cpu.advance(durations.around(UNMAP_NS));
    }

    private void tearDown(CpuTrace cpu, DmaDevice device, long dma, long bytes, CpuTrace owner) {
        translation.unmap(cpu, device, dma, bytes, owner);
    }

    private void leaveUnmap(CpuTrace cpu, DmaDevice device, long dma, long bytes, int direction, long attrs) {
        cpu.advance(durations.around(UNMAP_NS));
        if (events.unmap().isPresent()) {
            events.unmap().get().write(cpu, device.name(), dma, bytes, direction, attrs);
        }
        if (events.probes().isPresent()) {
            cpu.advance(durations.around(PROBE_NS));
            events.probes().get().unmap().writeReturn(cpu);
        }
    }
}
