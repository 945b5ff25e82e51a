// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.dmatape.replay.event.Bounce;
import org.dmatape.replay.event.DeviceAccess;
import org.dmatape.replay.event.DeviceQueueOperation;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.IommuFault;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.RecordedEvent;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.model.Model;

/// Tells of the steps that were executed.
final class StepTeller implements EventHandler {

    private final Model model;
    private final TapeNames names;
    private final ReplayListener listener;

    StepTeller(Model model, TapeNames names, ReplayListener listener) {
        this.model = model;
        this.names = names;
        this.listener = listener;
    }

    @Override
    public void dma(DmaOperation operation) {
        tell(
                StepKind.DMA,
                operation,
                operation.op(),
                name(names.devices(), operation.device()),
                optional(operation.hasDmaAddress(0), operation.dmaAddress(0)),
                optional(operation.hasSize(0), operation.size(0)));
    }

    @Override
    public void virtqueue(VirtqueueOperation operation) {
        tell(
                StepKind.QUEUE,
                operation,
                operation.op(),
                name(names.virtioDevices(), operation.virtioDevice()),
                optional(operation.hasToken(), operation.token()),
                OptionalLong.empty());
    }

    @Override
    public void iommu(IommuOperation operation) {
        tell(
                StepKind.IOMMU,
                operation,
                operation.op(),
                name(names.devices(), operation.device()),
                optional(operation.hasRange(), operation.iova()),
                optional(operation.hasRange(), operation.size()));
    }

    @Override
    public void fault(IommuFault fault) {
        tell(
                StepKind.FAULT,
                fault,
                fault.access(),
                name(names.devices(), fault.device()),
                optional(fault.hasIova(), fault.iova()),
                OptionalLong.empty());
    }

    @Override
    public void bounce(Bounce bounce) {
        tell(
                StepKind.BOUNCE,
                bounce,
                StepKind.BOUNCE,
                name(names.devices(), bounce.device()),
                OptionalLong.empty(),
                OptionalLong.of(bounce.size()));
    }

    @Override
    public void access(DeviceAccess access) {
        tell(
                StepKind.ACCESS,
                access,
                access.access(),
                name(names.devices(), access.device()),
                optional(access.hasIova(), access.iova()),
                OptionalLong.of(access.size()));
    }

    @Override
    public void deviceQueue(DeviceQueueOperation operation) {
        tell(
                StepKind.DEVICE_QUEUE,
                operation,
                StepKind.DEVICE_QUEUE,
                name(names.virtioDevices(), operation.virtioDevice()),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private void tell(
            StepKind kind,
            RecordedEvent event,
            Enum<?> op,
            Optional<String> device,
            OptionalLong address,
            OptionalLong sizeBytes) {
        listener.step(new Step(
                kind,
                event.eventId(),
                event.tsNs(),
                op.name().toLowerCase(Locale.ROOT),
                device,
                address,
                sizeBytes,
                model.liveMappings()));
    }

    private static Optional<String> name(Names of, int number) {
        return number == Names.UNKNOWN ? Optional.empty() : Optional.of(of.name(number));
    }

    private static OptionalLong optional(boolean isKnown, long value) {
        return isKnown ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
