// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.DeviceTruth;
import org.dmatape.samples.generate.GeneratedTruth;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.machine.SimulatedMachine;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.kernel.Tally;

/// Puts together what is true of the recording just made.
final class TruthAssembly {

    /// Checks of severity warning or info: they alone do not make a recording one with findings.
    private static final Set<BugKind> NO_ERRORS = EnumSet.of(
            BugKind.SHARED_PAGE,
            BugKind.LEAKED_MAP,
            BugKind.DUPLICATE_TOKEN,
            BugKind.RING_FULL,
            BugKind.SPURIOUS_INTERRUPT,
            BugKind.STALLED_BUFFER);

    private final GeneratorOptions options;
    private final Map<String, Long> checks = new TreeMap<>();
    private final Map<String, Map<String, Long>> kinds = new TreeMap<>();
    private final Map<String, Long> events = new TreeMap<>();
    private final Map<String, Long> eventsPerBuffer = new TreeMap<>();
    private final List<Long> eventsPerCpu = new ArrayList<>();

    TruthAssembly(GeneratorOptions options) {
        this.options = options;
    }

    /// Counts the events; to be called once, when all rings are finished.
    void countEvents(RecordedBuffers buffers, List<EventDefinition> definitions) {
        buffers.names().forEach(name -> eventsPerBuffer.put(name, 0L));
        for (int cpu = 0; cpu < buffers.cpus().size(); cpu++) {
            long onCpu = 0;
            for (int buffer = 0; buffer < buffers.names().size(); buffer++) {
                long[] byKind = buffers.eventsByKind(cpu, buffer);
                for (EventDefinition definition : definitions) {
                    long count = byKind[definition.kind()];
                    if (count > 0) {
                        events.merge(definition.qualifiedName(), count, Long::sum);
                        eventsPerBuffer.merge(buffers.names().get(buffer), count, Long::sum);
                        onCpu += count;
                    }
                }
            }
            eventsPerCpu.add(onCpu);
        }
    }

    List<Long> eventsPerCpu() {
        return eventsPerCpu;
    }

    GeneratedTruth truth(SimulatedMachine machine, List<GeneratedTruth.Loss> losses, DeviceTruth deviceSide) {
        Tally tally = machine.tally();
        boolean exact = losses.isEmpty();
        boolean errors = countFindings(machine, losses);
        countFaults(deviceSide);
        return new GeneratedTruth(
                options.seed(),
                options.machine().kernel().label(),
                options.machine().iommuMode().label(),
                verdict(exact, errors),
                exact,
                checks,
                kinds,
                notEvaluated(),
                eventsPerCpu.stream().mapToLong(Long::longValue).sum(),
                events,
                eventsPerCpu,
                eventsPerBuffer,
                losses.stream().mapToLong(GeneratedTruth.Loss::events).sum(),
                losses,
                tally.counts(),
                tally.oddities(),
                machine.devices().stream().map(TruthAssembly::device).toList(),
                deviceSide);
    }

    /// Gives whether any of severity error is among them.
    private boolean countFindings(SimulatedMachine machine, List<GeneratedTruth.Loss> losses) {
        Tally tally = machine.tally();
        boolean errors = false;
        for (Map.Entry<BugKind, Long> bug : tally.bugs().entrySet()) {
            BugKind kind = bug.getKey();
            checks.merge(kind.check(), bug.getValue(), Long::sum);
            kind.kind()
                    .ifPresent(name -> kinds.computeIfAbsent(kind.check(), _ -> new TreeMap<>())
                            .put(name, bug.getValue()));
            errors |= !NO_ERRORS.contains(kind);
        }
        boolean translates = options.machine().iommuMode().translates();
        put(BugKind.SHARED_PAGE.check(), translates ? tally.devicesWithSharedPages() : 0);
        put(BugKind.RING_FULL.check(), tally.fullRings());
        put(BugKind.SPURIOUS_INTERRUPT.check(), tally.spuriouslyInterrupted());
        put("truncated-sg", tally.devicesWithTruncatedLists());
        put(
                "bypass",
                options.machine().iommuMode().usesDmaApi()
                        ? 0
                        : machine.devices().size());
        put(
                "lost-events",
                losses.stream().map(GeneratedTruth.Loss::cpu).distinct().count());
        notEvaluated().forEach(checks::remove);
        return errors;
    }

    /// What the IOMMU refuses is a finding of another check as well.
    private void countFaults(DeviceTruth deviceSide) {
        for (DeviceTruth.WrongAccess wrong : deviceSide.wrongAccesses()) {
            if (wrong.faulted()) {
                checks.merge("iommu-fault", 1L, Long::sum);
                kinds.computeIfAbsent("iommu-fault", _ -> new TreeMap<>()).merge(wrong.access(), 1L, Long::sum);
            }
        }
    }

    /// These checks give one finding per device, queue or CPU, however often it happens.
    private void put(String check, long findings) {
        checks.remove(check);
        if (findings > 0) {
            checks.put(check, findings);
        }
    }

    /// A recording in which no device calls the DMA API holds no evidence for any check of severity error.
    private String verdict(boolean exact, boolean errors) {
        if (!exact || !options.machine().iommuMode().usesDmaApi()) {
            return "inconclusive";
        }
        return errors ? "findings" : "clean";
    }

    private List<String> notEvaluated() {
        List<String> checksWithout = new ArrayList<>();
        for (BugKind kind : BugKind.values()) {
            boolean partlyPossible = kind.check().equals(BugKind.DOUBLE_UNMAP.check())
                    && options.machine().iommuMode().usesDmaApi();
            if (!options.allows(kind) && !partlyPossible && !checksWithout.contains(kind.check())) {
                checksWithout.add(kind.check());
            }
        }
        return checksWithout;
    }

    private static GeneratedTruth.Device device(DmaDevice device) {
        Optional<DmaDevice.VirtioIdentity> virtio = device.virtio();
        return new GeneratedTruth.Device(
                device.name().text(),
                virtio.map(identity -> identity.name().text()).orElse(""),
                virtio.map(DmaDevice.VirtioIdentity::line).orElse(""));
    }
}
