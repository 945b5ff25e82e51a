// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.kernel;

import org.dmatape.samples.generate.LegalOddity;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.Scatterlist;
import org.dmatape.samples.generate.internal.event.tracepoint.ScatterlistEvents;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.address.Translation;

/// The simulated kernel's DMA API for scatterlists. The map event is written after the operation, the unmap event
/// before it.
public final class ScatterlistApi {

    private static final int MAP_NS = 300;
    private static final int UNMAP_NS = 250;

    private final ScatterlistEvents events;
    private final Translation translation;
    private final Durations durations;
    private final Tally tally;

    ScatterlistApi(ScatterlistEvents events, Translation translation, Durations durations, Tally tally) {
        this.events = events;
        this.translation = translation;
        this.durations = durations;
        this.tally = tally;
    }

    /// Maps all entries of the list.
    public void map(CpuTrace cpu, DmaDevice device, Scatterlist list, int direction) {
        cpu.advance(durations.around(MAP_NS));
        translation.mapScatterlist(cpu, device, list);
        cpu.advance(durations.around(MAP_NS));
        tally.mapping();
        if (events.writeMap(cpu, device.name(), list, direction) == ScatterlistEvents.Extent.TRUNCATED) {
            tally.truncatedList(device);
        }
    }

    /// Unmaps the list.
    public void unmap(CpuTrace cpu, DmaDevice device, Scatterlist list, int direction) {
        unmapSaying(cpu, device, list, list.entries(), direction);
    }

    /// Unmaps the first entries of the list only.
    public void unmapSaying(CpuTrace cpu, DmaDevice device, Scatterlist list, int entries, int direction) {
        writeAndTearDown(cpu, device, list, entries, direction);
        tally.unmapping(device);
    }

    /// Unmaps a list that was mapped before the recording began.
    void unmapOfUnknownOrigin(CpuTrace cpu, DmaDevice device, Scatterlist list, int direction) {
        writeAndTearDown(cpu, device, list, list.entries(), direction);
        tally.unmappingOfUnknownOrigin();
    }

    private void writeAndTearDown(CpuTrace cpu, DmaDevice device, Scatterlist list, int entries, int direction) {
        cpu.advance(durations.around(UNMAP_NS));
        if (!events.writeUnmap(cpu, device.name(), list, entries, direction)) {
            tally.oddity(LegalOddity.SCATTERLIST_WITHOUT_UNMAP);
        }
        cpu.advance(durations.around(UNMAP_NS));
        translation.unmapScatterlist(cpu, device, list, entries);
        cpu.advance(durations.around(UNMAP_NS));
    }
}
