// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.Bounce;
import org.dmatape.replay.event.DeviceAccess;
import org.dmatape.replay.event.DeviceQueueOperation;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.PostedSegment;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.facts.KnownDevice;
import org.dmatape.replay.facts.SourceClocks;
import org.dmatape.replay.facts.TapeFacts;
import org.dmatape.replay.policy.BypassedQueue;
import org.dmatape.replay.policy.PolicyReport;
import org.dmatape.replay.policy.PolicyReport.Scope;
import org.dmatape.replay.policy.PolicyReport.Table;

/// Hands the events of a tape to the policies: operations of devices that use the DMA API to one set of them,
/// buffers of devices that bypass it to another.
public final class Workload implements EventHandler {

    private final TapeNames names;
    private final TapeFacts facts;
    private final Predicate<String> wanted;
    private final boolean hasOperations;
    private final Map<String, KnownDevice> byVirtioName = new HashMap<>();
    private final MappedDevices mapped;
    private final BypassingDevices bypassing;
    private final List<Boolean> wantedDevices = new ArrayList<>();
    private final List<Boolean> bypasses = new ArrayList<>();
    private long lastNs;

    /// @param wanted whether a device of a name is asked about
    public Workload(Tape tape, TapeFacts facts, TapeNames names, Predicate<String> wanted, AskedPolicies asked) {
        this.names = names;
        this.facts = facts;
        this.wanted = wanted;
        hasOperations = tape.rowCount(TapeTable.DMA_OP) > 0;
        facts.devices().forEach(device -> device.virtioDevice().ifPresent(name -> byVirtioName.put(name, device)));
        AccessSource accesses =
                tape.rowCount(TapeTable.DEVICE_ACCESS) > 0 ? AccessSource.RECORDED : AccessSource.EVERY_MAPPED_PAGE;
        SourceClocks clocks = new SourceClocks(facts.sources());
        mapped = new MappedDevices(new ModelSet(asked, accesses, clocks), accesses == AccessSource.RECORDED);
        bypassing = new BypassingDevices(new ModelSet(asked, AccessSource.EVERY_MAPPED_PAGE, clocks));
    }

    @Override
    public void dma(DmaOperation operation) {
        lastNs = operation.tsNs();
        if (isWanted(operation.device())) {
            mapped.dma(operation);
        }
    }

    @Override
    public void iommu(IommuOperation operation) {
        lastNs = operation.tsNs();
        if (operation.device() == Names.UNKNOWN || isWanted(operation.device())) {
            mapped.iommu(operation);
        }
    }

    @Override
    public void bounce(Bounce bounce) {
        if (isWanted(bounce.device())) {
            mapped.bounce(bounce);
        }
    }

    @Override
    public void access(DeviceAccess access) {
        if (isWanted(access.device())) {
            mapped.access(access);
        }
    }

    @Override
    public void virtqueue(VirtqueueOperation operation) {
        lastNs = operation.tsNs();
        if (isBypassing(operation.virtioDevice())) {
            bypassing.virtqueue(operation);
        } else {
            bypassing.endBuffer();
        }
    }

    @Override
    public void segment(PostedSegment segment) {
        bypassing.segment(segment);
    }

    @Override
    public void deviceQueue(DeviceQueueOperation operation) {
        if (isBypassing(operation.virtioDevice())) {
            bypassing.deviceQueue(operation);
        }
    }

    private boolean isWanted(int device) {
        if (device == Names.UNKNOWN) {
            return false;
        }
        while (wantedDevices.size() <= device) {
            wantedDevices.add(wanted.test(names.devices().name(wantedDevices.size())));
        }
        return wantedDevices.get(device);
    }

    private boolean isBypassing(int virtioDevice) {
        if (virtioDevice == Names.UNKNOWN) {
            return false;
        }
        while (bypasses.size() <= virtioDevice) {
            int number = bypasses.size();
            String name = names.virtioDevices().name(number);
            Optional<KnownDevice> device = Optional.ofNullable(byVirtioName.get(name));
            bypassing.known(number, device);
            bypasses.add(wanted.test(name) && bypasses(device));
        }
        return bypasses.get(virtioDevice);
    }

    /// Where the features were not recorded, a tape without a single DMA operation is one of bypassing devices.
    private boolean bypasses(Optional<KnownDevice> device) {
        return !device.flatMap(KnownDevice::accessPlatform).orElse(hasOperations);
    }

    /// What came of it.
    ///
    /// @param rows rows of event tables read
    public PolicyReport report(long rows) {
        List<Table> tables = new ArrayList<>();
        if (!mapped.devices().isEmpty()) {
            List<String> devices =
                    mapped.devices().stream().map(names.devices()::name).toList();
            tables.add(new Table(Scope.MAPPED, devices, mapped.results(lastNs)));
        }
        bypassing.endBuffer();
        List<BypassedQueue> queues = bypassing.queues(names.virtioDevices());
        if (!queues.isEmpty()) {
            List<String> devices =
                    queues.stream().map(BypassedQueue::virtioDevice).distinct().toList();
            tables.add(new Table(Scope.BYPASSING, devices, bypassing.results(lastNs)));
        }
        return new PolicyReport(
                tables, queues, mapped.unmatchedUnmaps(), facts.losses().size(), rows);
    }
}
