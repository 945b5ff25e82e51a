// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What to generate. Start from [#of(long, long)] and change what matters with the withers.
///
/// @param events events to write; the recording ends with the operation that reaches the number, or later when
/// bugs are still outstanding
/// @param seed same seed and options, same file
/// @param machine the simulated machine
/// @param tracing what was switched on in its kernel
/// @param oddities whether legal behaviour that looks like bugs is mixed in, see [LegalOddity]
/// @param bugs how often each bug is committed
/// @param shape how all this is laid down in the file
/// @param deviceLog the log of the device's side, when there is to be one
public record GeneratorOptions(
        long events,
        long seed,
        MachineOptions machine,
        Tracing tracing,
        boolean oddities,
        Map<BugKind, Integer> bugs,
        RecordingShape shape,
        Optional<DeviceLog> deviceLog) {

    /// Refuses what does not go together.
    public GeneratorOptions {
        bugs = copyOfPositive(bugs);
        GeneratorLimits.require(events >= 1, "at least one event is needed, not " + events);
        new GeneratorLimits(machine, tracing, shape, deviceLog.isPresent()).requirePossible(bugs);
    }

    /// Healthy traffic with all legal oddities on four CPUs: two block devices, one network device and one NVMe
    /// controller behind a strict IOMMU, kernel 6.12, probes set.
    public static GeneratorOptions of(long events, long seed) {
        return new GeneratorOptions(
                events,
                seed,
                MachineOptions.defaults(),
                new Tracing(true, false, true),
                true,
                Map.of(),
                RecordingShape.defaults(),
                Optional.empty());
    }

    /// The same with another number of CPUs.
    public GeneratorOptions withCpus(int count) {
        return with(machine.withCpus(count), tracing);
    }

    /// The same with other devices.
    public GeneratorOptions withDevices(DeviceCounts counts) {
        return with(machine.withDevices(counts), tracing);
    }

    /// The same in another IOMMU mode. Swiotlb makes syncs visible, the other modes hide them;
    /// [#withSyncEvents(boolean)] after this changes that. Bugs that the mode makes impossible must be taken out
    /// before.
    public GeneratorOptions withIommuMode(IommuMode mode) {
        return with(machine.withIommuMode(mode), tracing.in(mode));
    }

    /// The same on another kernel.
    public GeneratorOptions withKernel(KernelFlavour flavour) {
        return with(machine.withKernel(flavour), tracing);
    }

    /// The same with other latencies.
    public GeneratorOptions withLatency(Latency latency) {
        return with(machine.withLatency(latency), tracing);
    }

    /// The same with or without probes.
    public GeneratorOptions withProbes(boolean set) {
        return with(machine, tracing.withProbes(set));
    }

    /// The same with or without sync events.
    public GeneratorOptions withSyncEvents(boolean visible) {
        return with(machine, tracing.withSyncEvents(visible));
    }

    private GeneratorOptions with(MachineOptions otherMachine, Tracing otherTracing) {
        return new GeneratorOptions(events, seed, otherMachine, otherTracing, oddities, bugs, shape, deviceLog);
    }

    /// The same with or without legal oddities.
    public GeneratorOptions withOddities(boolean mixedIn) {
        return new GeneratorOptions(events, seed, machine, tracing, mixedIn, bugs, shape, deviceLog);
    }

    /// The same with other bugs.
    public GeneratorOptions withBugs(Map<BugKind, Integer> counts) {
        return new GeneratorOptions(events, seed, machine, tracing, oddities, counts, shape, deviceLog);
    }

    /// The same laid down differently.
    public GeneratorOptions withShape(RecordingShape other) {
        return new GeneratorOptions(events, seed, machine, tracing, oddities, bugs, other, deviceLog);
    }

    /// The same with a log of the device's side.
    public GeneratorOptions withDeviceLog(DeviceLog log) {
        return new GeneratorOptions(events, seed, machine, tracing, oddities, bugs, shape, Optional.of(log));
    }

    /// Whether this bug can be committed, and seen, with these options.
    public boolean allows(BugKind bug) {
        return new GeneratorLimits(machine, tracing, shape, deviceLog.isPresent())
                .whyImpossible(bug)
                .isEmpty();
    }

    /// Whether probes show the physical segments of posted buffers: they are read as words laid out as on x86-64.
    public boolean showsSegments() {
        return shape.words().hasWordsOfX86();
    }

    private static Map<BugKind, Integer> copyOfPositive(Map<BugKind, Integer> bugs) {
        Map<BugKind, Integer> copy = new EnumMap<>(BugKind.class);
        bugs.forEach((bug, count) -> {
            GeneratorLimits.require(
                    count >= 0 && count <= 1_000_000, "bug " + bug.label() + ": 0 to 1000000 times, not " + count);
            if (count > 0) {
                copy.put(bug, count);
            }
        });
        return copy;
    }
}
