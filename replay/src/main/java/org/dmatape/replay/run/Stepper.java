// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import org.dmatape.replay.event.Bounce;
import org.dmatape.replay.event.DeviceAccess;
import org.dmatape.replay.event.DeviceQueueOperation;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.IommuFault;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.PostedSegment;
import org.dmatape.replay.event.RecordedEvent;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.model.Model;

/// Stands between the tape and the model: holds every event back until its time, tells what was asked for, and stops at
/// the end of the part that was asked for.
final class Stepper implements EventHandler {

    private final Model model;
    private final TapeNames names;
    private final ReplayOptions options;
    private final DeviceFilter devices;
    private final ReplayListener listener;
    private final StepTeller steps;
    private final Pace pace;
    private final long fromNs;
    private final long toNs;
    private long firstShownNs = Long.MAX_VALUE;
    private long lastShownNs;
    private int nextBreak;
    private boolean atPassed;
    private boolean pastTheEnd;

    Stepper(Model model, TapeNames names, ReplayOptions options, DeviceFilter devices, ReplayListener listener) {
        this.model = model;
        this.names = names;
        this.options = options;
        this.devices = devices;
        this.listener = listener;
        steps = new StepTeller(model, names, listener);
        pace = new Pace(options.speed());
        fromNs = options.part().fromNs().orElse(Long.MIN_VALUE);
        toNs = options.part().toNs().orElse(Long.MAX_VALUE);
        atPassed = options.states().atNs().isEmpty();
    }

    Drift drift() {
        return pace.drift();
    }

    /// Whether an event behind the end of the part has come by, and was not executed.
    boolean isPastTheEnd() {
        return pastTheEnd;
    }

    /// Whether the last step had to be waited for.
    boolean waited() {
        return pace.waited();
    }

    /// How long the steps that were waited for should have taken.
    long plannedNs() {
        return options.speed().isMax() || firstShownNs == Long.MAX_VALUE
                ? 0
                : (long) ((lastShownNs - firstShownNs) / options.speed().factor());
    }

    @Override
    public void dma(DmaOperation operation) {
        if (!reaches(operation)) {
            return;
        }
        boolean shown = isShown(StepKind.DMA, operation, names.devices(), operation.device());
        model.dma(operation);
        if (shown && options.shown().each()) {
            steps.dma(operation);
        }
    }

    @Override
    public void virtqueue(VirtqueueOperation operation) {
        if (!reaches(operation)) {
            return;
        }
        boolean shown = isShown(StepKind.QUEUE, operation, names.virtioDevices(), operation.virtioDevice());
        model.virtqueue(operation);
        if (shown && options.shown().each()) {
            steps.virtqueue(operation);
        }
    }

    @Override
    public void segment(PostedSegment segment) {
        if (!pastTheEnd) {
            model.segment(segment);
        }
    }

    @Override
    public void iommu(IommuOperation operation) {
        if (!reaches(operation)) {
            return;
        }
        boolean shown = isShown(StepKind.IOMMU, operation, names.devices(), operation.device());
        model.iommu(operation);
        if (shown && options.shown().each()) {
            steps.iommu(operation);
        }
    }

    @Override
    public void fault(IommuFault fault) {
        if (!reaches(fault)) {
            return;
        }
        boolean shown = isShown(StepKind.FAULT, fault, names.devices(), fault.device());
        model.fault(fault);
        if (shown && options.shown().each()) {
            steps.fault(fault);
        }
    }

    @Override
    public void bounce(Bounce bounce) {
        if (!reaches(bounce)) {
            return;
        }
        boolean shown = isShown(StepKind.BOUNCE, bounce, names.devices(), bounce.device());
        model.bounce(bounce);
        if (shown && options.shown().each()) {
            steps.bounce(bounce);
        }
    }

    @Override
    public void access(DeviceAccess access) {
        if (!reaches(access)) {
            return;
        }
        boolean shown = isShown(StepKind.ACCESS, access, names.devices(), access.device());
        model.access(access);
        if (shown && options.shown().each()) {
            steps.access(access);
        }
    }

    @Override
    public void deviceQueue(DeviceQueueOperation operation) {
        if (!reaches(operation)) {
            return;
        }
        boolean shown = isShown(StepKind.DEVICE_QUEUE, operation, names.virtioDevices(), operation.virtioDevice());
        model.deviceQueue(operation);
        if (shown && options.shown().each()) {
            steps.deviceQueue(operation);
        }
    }

    /// Whether an event is within the part that is replayed. Tells the state where it was asked for.
    private boolean reaches(RecordedEvent event) {
        if (event.tsNs() > toNs || event.eventId() > options.part().lastEvent()) {
            pastTheEnd = true;
            return false;
        }
        if (!atPassed && event.tsNs() > options.states().atNs().orElse(Long.MAX_VALUE)) {
            atPassed = true;
            tellState("at", event);
        }
        while (nextBreak < options.states().beforeEvents().size()
                && event.eventId() >= options.states().beforeEvents().get(nextBreak)) {
            nextBreak++;
            tellState("break", event);
        }
        return true;
    }

    private void tellState(String reason, RecordedEvent next) {
        listener.state(StateSnapshot.of(model, reason, next.eventId(), next.tsNs(), devices));
    }

    /// Whether a step is one of those asked for; if so, returns when it is time for it.
    private boolean isShown(StepKind kind, RecordedEvent event, Names ofDevice, int device) {
        if (event.tsNs() < fromNs || event.eventId() < options.part().firstEvent()) {
            return false;
        }
        boolean shown = options.shown().kinds().contains(kind)
                && (devices.isOpen() || (device != Names.UNKNOWN && devices.allows(ofDevice.name(device))));
        if (shown) {
            firstShownNs = Math.min(firstShownNs, event.tsNs());
            lastShownNs = event.tsNs();
            pace.await(event.tsNs());
        }
        return shown;
    }
}
