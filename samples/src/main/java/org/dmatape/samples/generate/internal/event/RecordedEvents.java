// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event;

import java.util.Optional;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.IommuMode;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.probe.MappingProbes;
import org.dmatape.samples.generate.internal.event.probe.VirtqueueProbes;
import org.dmatape.samples.generate.internal.event.tracepoint.BounceEvent;
import org.dmatape.samples.generate.internal.event.tracepoint.CoherentEvents;
import org.dmatape.samples.generate.internal.event.tracepoint.InterruptEvent;
import org.dmatape.samples.generate.internal.event.tracepoint.InvalidationEvents;
import org.dmatape.samples.generate.internal.event.tracepoint.IommuEvents;
import org.dmatape.samples.generate.internal.event.tracepoint.MapEvent;
import org.dmatape.samples.generate.internal.event.tracepoint.ScatterlistEvents;
import org.dmatape.samples.generate.internal.event.tracepoint.SyncEvents;
import org.dmatape.samples.generate.internal.event.tracepoint.UnmapEvent;

/// The events a recording with given options can hold.
///
/// @param catalogue their definitions
/// @param map mapping of one piece
/// @param unmap its end
/// @param sync syncs, where visible
/// @param scatterlists scatterlists
/// @param coherent coherent memory
/// @param iommu page-table changes
/// @param invalidation invalidations, when recorded
/// @param bounce bounces
/// @param interrupt interrupts
/// @param mappingProbes probes on the mapping functions, when set
/// @param virtqueueProbes probes on the virtqueue functions, when set
public record RecordedEvents(
        EventCatalogue catalogue,
        Optional<MapEvent> map,
        Optional<UnmapEvent> unmap,
        Optional<SyncEvents> sync,
        Optional<ScatterlistEvents> scatterlists,
        Optional<CoherentEvents> coherent,
        IommuEvents iommu,
        Optional<InvalidationEvents> invalidation,
        BounceEvent bounce,
        InterruptEvent interrupt,
        Optional<MappingProbes> mappingProbes,
        Optional<VirtqueueProbes> virtqueueProbes) {

    /// The events for these options. Definitions exist, as in a kernel, whether or not anything will be recorded.
    public static RecordedEvents of(GeneratorOptions options) {
        int longBytes = options.shape().words().longBytes();
        EventCatalogue catalogue = new EventCatalogue(longBytes);
        boolean dma = options.machine().kernel().hasDmaEvents();
        Optional<SyncEvents> sync = dma ? Optional.of(new SyncEvents(catalogue)) : Optional.empty();
        return new RecordedEvents(
                catalogue,
                dma ? Optional.of(new MapEvent(catalogue, options.machine().kernel())) : Optional.empty(),
                dma ? Optional.of(new UnmapEvent(catalogue, options.machine().kernel())) : Optional.empty(),
                sync.filter(_ -> options.tracing().syncEvents()),
                dma
                        ? Optional.of(new ScatterlistEvents(
                                catalogue, options.machine().kernel()))
                        : Optional.empty(),
                dma
                        ? Optional.of(
                                new CoherentEvents(catalogue, options.machine().kernel()))
                        : Optional.empty(),
                new IommuEvents(catalogue),
                options.tracing().invalidationEvents() && options.machine().iommuMode() != IommuMode.BYPASS
                        ? Optional.of(new InvalidationEvents(
                                catalogue, options.machine().kernel()))
                        : Optional.empty(),
                new BounceEvent(catalogue),
                new InterruptEvent(catalogue),
                options.tracing().probes()
                        ? Optional.of(
                                MappingProbes.of(catalogue, options.machine().kernel(), longBytes))
                        : Optional.empty(),
                options.tracing().probes()
                        ? Optional.of(new VirtqueueProbes(
                                catalogue, options.machine().kernel(), longBytes, options.showsSegments()))
                        : Optional.empty());
    }
}
