// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.kernel;

import java.util.Optional;
import org.dmatape.samples.generate.internal.device.DeviceSide;
import org.dmatape.samples.generate.internal.device.IommuLog;
import org.dmatape.samples.generate.internal.event.probe.VirtqueueProbes;
import org.dmatape.samples.generate.internal.event.tracepoint.InterruptEvent;

/// What simulated drivers work with.
///
/// @param dma the DMA API for single pieces of memory
/// @param scatterlists the same for scatterlists; a 6.1 kernel shows nothing of them
/// @param coherent the same for coherent memory
/// @param interrupts the event of an interrupt
/// @param probes the probes on virtqueue functions, when they were set
/// @param devicesUseDmaApi false when virtio devices bypass the DMA API
/// @param random source of all chance
/// @param durations how long things take
/// @param tally what happened
/// @param deviceSide the devices' side, when that is recorded
public record SimulatedKernel(
        DmaApi dma,
        Optional<ScatterlistApi> scatterlists,
        CoherentApi coherent,
        InterruptEvent interrupts,
        Optional<VirtqueueProbes> probes,
        boolean devicesUseDmaApi,
        SeededRandom random,
        Durations durations,
        Tally tally,
        Optional<DeviceSide> deviceSide) {

    /// The IOMMU's part of the devices' side.
    public Optional<IommuLog> iommuLog() {
        return deviceSide.flatMap(DeviceSide::iommu);
    }
}
