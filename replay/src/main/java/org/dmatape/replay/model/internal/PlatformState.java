// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal;

import java.util.Optional;
import java.util.function.Consumer;
import org.dmatape.replay.event.Bounce;
import org.dmatape.replay.event.DeviceAccess;
import org.dmatape.replay.event.DmaOp;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.IommuFault;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.PostedSegment;
import org.dmatape.replay.event.RecordedEvent;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.VirtqueueOp;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.facts.SourceClocks;
import org.dmatape.replay.facts.TapeFacts;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.InFlightBuffer;
import org.dmatape.replay.model.LiveMapping;
import org.dmatape.replay.model.ModelOptions;
import org.dmatape.replay.model.StaleRanges;
import org.dmatape.replay.model.internal.device.DeviceAccesses;
import org.dmatape.replay.model.internal.device.DeviceReach;
import org.dmatape.replay.model.internal.device.FaultBursts;
import org.dmatape.replay.model.internal.device.PageInvalidations;
import org.dmatape.replay.model.internal.driver.FailedMappings;
import org.dmatape.replay.model.internal.driver.MappingLife;
import org.dmatape.replay.model.internal.driver.MappingState;
import org.dmatape.replay.model.internal.driver.Overlaps;
import org.dmatape.replay.model.internal.driver.Syncs;
import org.dmatape.replay.model.internal.driver.UnpairedVerdicts;
import org.dmatape.replay.model.internal.iommu.IommuState;
import org.dmatape.replay.model.internal.iommu.StaleWindows;
import org.dmatape.replay.model.internal.mapping.AddressBook;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.queue.Postings;
import org.dmatape.replay.model.internal.queue.PremappedBuffers;
import org.dmatape.replay.model.internal.queue.QueueState;
import org.dmatape.replay.model.internal.queue.Queues;
import org.dmatape.replay.model.internal.table.LossSpans;
import org.dmatape.replay.model.internal.table.OperationTimes;

/// All of the model's state, and who hears of which event.
public final class PlatformState {

    private final TapeNames names;
    private final DivergenceListener listener;
    private final FaultBursts faults;
    private final Mappings mappings = new Mappings();
    private final DeviceTraits traits;
    private final DivergenceText text;
    private final Overlaps overlaps;
    private final Syncs syncs;
    private final QueueState queues;
    private final MappingLife life;
    private final MappingState mappingState;
    private final UnpairedVerdicts unpaired;
    private final FailedMappings failed;
    private final Tallies tallies;
    private final SourceClocks clocks;
    private final boolean accessesAreSeen;
    private final StaleWindows windows;
    private final DeviceAccesses accesses;
    private final IommuState iommu;
    private final VirtqueueOperation lastAdd = new VirtqueueOperation();

    /// Puts the parts together.
    public PlatformState(TapeFacts facts, TapeNames names, ModelOptions options, DivergenceListener listener) {
        this.names = names;
        this.listener = listener;
        clocks = new SourceClocks(facts.sources());
        accessesAreSeen = facts.sources().accesses() || facts.sources().faults();
        traits = new DeviceTraits(options.leakedAfter());
        AddressBook addresses = new AddressBook(options.rememberedAddresses());
        text = new DivergenceText(names, mappings, addresses);
        OperationTimes flushed = new OperationTimes(accessesAreSeen ? OperationTimes.MANY : OperationTimes.FEW);
        LossSpans losses = LossSpans.ofDriver(facts);
        SharedState shared = new SharedState(mappings, addresses, traits, flushed, losses, clocks, text, listener);

        DeviceReach reach = new DeviceReach(accessesAreSeen, options.rememberedAddresses(), mappings, flushed);
        PageInvalidations invalidations = new PageInvalidations(reach.pages(), traits);
        accesses = new DeviceAccesses(shared, facts.sources(), reach, invalidations);
        faults = new FaultBursts(text, listener);
        windows = new StaleWindows(shared, facts.sources().invalidating().isPresent());
        iommu = new IommuState(shared, windows, invalidations);

        Queues known = new Queues(names, facts, options.stalledAfter());
        PremappedBuffers premapped = new PremappedBuffers(mappings, known.dmaDeviceNumbers());
        queues = new QueueState(known, premapped, losses, listener);
        failed = new FailedMappings(text, known, listener);

        overlaps = new Overlaps(shared);
        syncs = new Syncs(shared);
        life = new MappingLife(shared, overlaps, syncs, queues, reach, windows);
        unpaired = new UnpairedVerdicts(shared, reach);
        mappingState = new MappingState(shared, life, unpaired);
        tallies = new Tallies(facts, names);
    }

    /// Executes an operation of the DMA API.
    public void execute(DmaOperation operation) {
        noteTraits(operation);
        driverWasAt(operation);
        switch (operation.op()) {
            case MAP -> {
                if (operation.inVirtqueue()) {
                    queues.mapped(operation);
                }
                mappingState.open(operation);
            }
            case ALLOC -> mappingState.open(operation);
            case UNMAP, FREE -> {
                failed.used(operation);
                mappingState.close(operation);
            }
            case SYNC_FOR_CPU, SYNC_FOR_DEVICE -> {
                failed.used(operation);
                syncs.judge(operation);
            }
            case MAP_ERROR -> {}
        }
    }

    private void driverWasAt(RecordedEvent event) {
        if (accessesAreSeen) {
            faults.advanceTo(event.tsNs());
            accesses.driverWasAt(event);
        }
    }

    private void noteTraits(DmaOperation operation) {
        if (operation.op() == DmaOp.MAP || operation.op() == DmaOp.ALLOC) {
            accesses.noteMapping();
        }
        if (operation.truncated()) {
            tallies.truncated(operation);
        }
        if (operation.device() == Names.UNKNOWN) {
            return;
        }
        if (operation.op() == DmaOp.UNMAP) {
            traits.unmaps(operation.eventId());
            life.unmaps(operation);
        }
        DeviceTraits.Traits device = traits.of(operation.device());
        if (operation.iommuBytes() != 0) {
            device.movesIommuBytes();
        }
        if (operation.op() == DmaOp.MAP) {
            device.mapped();
        }
    }

    /// Executes an operation on a virtqueue.
    public void execute(VirtqueueOperation operation) {
        driverWasAt(operation);
        queues.execute(operation);
        if (operation.op() == VirtqueueOp.ADD) {
            lastAdd.at(operation.eventId(), operation.tsNs());
            lastAdd.begin(operation.cpu(), operation.op(), operation.virtioDevice(), operation.queueName());
        }
    }

    /// Takes note of a segment of the buffer posted last.
    public void execute(PostedSegment segment) {
        queues.posted(segment);
        if (segment.addEvent() == lastAdd.eventId()) {
            failed.posted(lastAdd, segment);
        }
    }

    /// Executes an event of an IOMMU.
    public void execute(IommuOperation operation) {
        if (clocks.isDriver(operation.source())) {
            driverWasAt(operation);
            if (accessesAreSeen) {
                accesses.execute(operation);
            }
        }
        iommu.execute(operation);
    }

    /// Takes note of a copy through a bounce buffer.
    public void execute(Bounce bounce) {
        if (bounce.device() != Names.UNKNOWN) {
            traits.of(bounce.device()).bounces();
        }
    }

    /// Takes note of a fault that an IOMMU reported.
    public void execute(IommuFault fault) {
        faults.advanceTo(fault.tsNs());
        faults.add(fault);
        accesses.execute(fault);
    }

    /// Executes an access of a device.
    public void execute(DeviceAccess access) {
        faults.advanceTo(access.tsNs());
        accesses.execute(access);
    }

    /// Settles what only the end of the recording can tell.
    public void finish() {
        mappingState.finish();
        life.finish();
        for (int row = 0; row < mappings.rows(); row++) {
            if (mappings.isHead(row) && mappings.isLive(row)) {
                life.survive(row);
            }
        }
        unpaired.finish();
        accesses.finish();
        windows.finish();
        syncs.finish();
        overlaps.sharedPages().finish(traits, text, listener);
        queues.finish(traits.anyPartlyRecorded());
        faults.finish();
        tallies.finish(traits, listener);
    }

    /// How many operations' mappings are live.
    public int liveMappings() {
        return life.liveCount();
    }

    /// Calls with every segment that is mapped.
    public void forEachLiveMapping(Consumer<LiveMapping> action) {
        for (int row = 0; row < mappings.rows(); row++) {
            if (mappings.isLive(row) && mappings.isLive(mappings.head(row))) {
                action.accept(new LiveMapping(
                        text.device(mappings.device(row)),
                        mappings.api(row),
                        mappings.direction(row),
                        mappings.dmaAddress(row),
                        text.phys(row),
                        text.size(row),
                        mappings.mapId(row),
                        mappings.tsNs(row)));
            }
        }
    }

    /// Calls with every buffer that is with a device.
    public void forEachBufferInFlight(Consumer<InFlightBuffer> action) {
        Postings postings = queues.postings();
        queues.forEachInFlight(row -> {
            Queues.Queue queue = queues.queues().get(postings.queue(row));
            action.accept(new InFlightBuffer(
                    queue.virtioDevice() == Names.UNKNOWN
                            ? Optional.empty()
                            : Optional.of(names.virtioDevices().name(queue.virtioDevice())),
                    queue.name() == Names.UNKNOWN
                            ? Optional.empty()
                            : Optional.of(names.queues().name(queue.name())),
                    postings.token(row),
                    postings.addId(row),
                    postings.tsNs(row)));
        });
    }

    /// What devices may still reach although it was unmapped.
    public StaleRanges staleRanges() {
        return iommu.staleRanges();
    }
}
