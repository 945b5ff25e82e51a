// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.kernel;

import java.util.Optional;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.IommuMode;
import org.dmatape.samples.generate.internal.device.DeviceSide;
import org.dmatape.samples.generate.internal.device.IommuLog;
import org.dmatape.samples.generate.internal.device.PciAddress;
import org.dmatape.samples.generate.internal.event.RecordedEvents;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.DeviceName;
import org.dmatape.samples.generate.internal.machine.address.AddressAllocator;
import org.dmatape.samples.generate.internal.machine.address.AscendingAddresses;
import org.dmatape.samples.generate.internal.machine.address.BounceTranslation;
import org.dmatape.samples.generate.internal.machine.address.DescendingIovas;
import org.dmatape.samples.generate.internal.machine.address.DirectTranslation;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.address.FlushQueueAllocator;
import org.dmatape.samples.generate.internal.machine.address.IommuTranslation;
import org.dmatape.samples.generate.internal.machine.address.MagazineAllocator;
import org.dmatape.samples.generate.internal.machine.address.Translation;

/// Puts the simulated kernel together: which translation, with which allocator and which events.
public final class KernelFactory {

    private static final int PAGE_SHIFT = 12;
    private static final int BOUNCE_SLOT_SHIFT = 11;
    private static final long BOUNCE_POOL = 0x8000_0000L;
    private static final long BOUNCE_POOL_END = 0xc000_0000L;

    private final GeneratorOptions options;
    private final RecordedEvents events;
    private final Optional<DeviceSide> deviceSide;
    private final Optional<IommuLog> iommuLog;
    private final AddressAllocator bouncePool;

    public KernelFactory(GeneratorOptions options, RecordedEvents events, Optional<DeviceSide> deviceSide) {
        this.options = options;
        this.events = events;
        this.deviceSide = deviceSide;
        iommuLog = deviceSide.flatMap(DeviceSide::iommu);
        bouncePool = new MagazineAllocator(
                options.machine().cpus(), BOUNCE_SLOT_SHIFT, new AscendingAddresses(BOUNCE_POOL, BOUNCE_POOL_END));
    }

    /// A kernel that draws from these random numbers and counts there.
    public SimulatedKernel kernel(SeededRandom random, Tally tally) {
        Durations durations = new Durations(random, options.machine().latency());
        int longBytes = options.shape().words().longBytes();
        Translation translation = translation();
        DmaApi dma = new DmaApi(
                new DmaApi.Events(events.map(), events.unmap(), events.sync(), events.mappingProbes()),
                translation,
                durations,
                tally,
                longBytes);
        return new SimulatedKernel(
                dma,
                events.scatterlists().map(e -> new ScatterlistApi(e, translation, durations, tally)),
                new CoherentApi(events.coherent(), translation, durations, tally, longBytes),
                events.interrupt(),
                events.virtqueueProbes(),
                options.machine().iommuMode().usesDmaApi(),
                random,
                durations,
                tally,
                deviceSide);
    }

    /// Where a device gets its DMA addresses from: one space of IOVAs each, one pool of bounce slots for all.
    public AddressAllocator allocator(DeviceName device) {
        PciAddress pci = PciAddress.of(device.text());
        return switch (options.machine().iommuMode()) {
            case STRICT -> iovas();
            case LAZY ->
                new FlushQueueAllocator(options.machine().cpus(), iovas(), cpu -> {
                    events.invalidation().ifPresent(invalidation -> invalidation.writeFlushAll(cpu, device));
                    iommuLog.ifPresent(iommu -> iommu.forgetsAll(cpu.nowNs(), pci));
                });
            case SWIOTLB, DIRECT, BYPASS -> bouncePool;
        };
    }

    private AddressAllocator iovas() {
        return new MagazineAllocator(
                options.machine().cpus(),
                PAGE_SHIFT,
                new DescendingIovas(options.shape().words().longBytes()));
    }

    private Translation translation() {
        return switch (options.machine().iommuMode()) {
            case STRICT -> new IommuTranslation(events.iommu(), this::invalidateRange);
            case LAZY -> new IommuTranslation(events.iommu(), (_, _, _, _) -> {});
            case SWIOTLB -> new BounceTranslation(events.bounce());
            case DIRECT, BYPASS -> new DirectTranslation();
        };
    }

    private void invalidateRange(CpuTrace cpu, DmaDevice device, long iova, long bytes) {
        if (events.invalidation().isPresent()) {
            events.invalidation().get().writeFlushRange(cpu, device.name(), iova, bytes);
        }
        if (iommuLog.isPresent()) {
            iommuLog.get().forgets(cpu.nowNs(), device.pci(), iova, bytes);
        }
    }

    /// Whether one CPU can get an address another one has just released.
    public static boolean reusesAtOnce(IommuMode mode) {
        return mode == IommuMode.STRICT || mode == IommuMode.SWIOTLB;
    }
}
