// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What to generate. Start from [#of(long, long)] and change what matters with the withers.
///
/// @param events events to write; the recording ends with the operation that reaches the number, or later when
/// bugs are still outstanding
/// @param seed same seed and options, same file
/// @param cpus CPUs of the machine, 1 to 64
/// @param devices devices of the machine
/// @param iommuMode what lies between devices and memory
/// @param kernel whose events the recording speaks
/// @param probes whether probes on the virtqueue and mapping functions were set
/// @param syncEvents whether `dma_sync_*` leaves events: with swiotlb and on machines that are not coherent
/// @param invalidationEvents whether events of system `intel_iommu` were recorded
/// @param oddities whether legal behaviour that looks like bugs is mixed in, see [LegalOddity]
/// @param bugs how often each bug is committed
/// @param shape how all this is laid down in the file
/// @param deviceLog the log of the device's side, when there is to be one
/// @param latency how long operations take
public record GeneratorOptions(
        long events,
        long seed,
        int cpus,
        DeviceCounts devices,
        IommuMode iommuMode,
        KernelFlavour kernel,
        boolean probes,
        boolean syncEvents,
        boolean invalidationEvents,
        boolean oddities,
        Map<BugKind, Integer> bugs,
        RecordingShape shape,
        Optional<DeviceLog> deviceLog,
        Latency latency) {

    /// How long operations take.
    ///
    /// @param machine recordings that share this seed are of one machine; without one each is of another
    /// @param mapTailPercent how much longer the slowest twentieth of mappings take, 0 to 1000
    public record Latency(Optional<Long> machine, int mapTailPercent) {

        public Latency {
            require(
                    mapTailPercent >= 0 && mapTailPercent <= 1000,
                    "the slowest mappings take 0 to 1000 percent longer, not " + mapTailPercent);
        }

        /// A machine of its own, as fast as it is.
        public static Latency defaults() {
            return new Latency(Optional.empty(), 0);
        }
    }

    /// Devices of the simulated machine.
    ///
    /// @param block virtio block devices, 0 to 16
    /// @param network virtio network devices with page-pool receive buffers, 0 to 16
    /// @param nvme NVMe controllers, which map scatterlists, 0 to 16
    /// @param queues queues of each block device and NVMe controller, 1 to 16
    public record DeviceCounts(int block, int network, int nvme, int queues) {

        public DeviceCounts {
            require(isCount(block) && isCount(network) && isCount(nvme), "there are 0 to 16 devices of each kind");
            require(block + network + nvme > 0, "a machine without devices records nothing");
            require(queues >= 1 && isCount(queues), "a device has 1 to 16 queues, not " + queues);
        }

        private static boolean isCount(int count) {
            return count >= 0 && count <= 16;
        }
    }

    private static final int MAX_STALLED_PER_QUEUE = 8;
    private static final int MAX_SLOTS = 31;

    public GeneratorOptions {
        require(events >= 1, "at least one event is needed, not " + events);
        require(cpus >= 1 && cpus <= 64, "a machine has 1 to 64 CPUs, not " + cpus);
        bugs = copyOfPositive(bugs);
        require(
                probes || (kernel.hasDmaEvents() && iommuMode.usesDmaApi()),
                "without probes neither a " + KernelFlavour.V6_1.label()
                        + " kernel nor bypassing devices leave anything to record");
        require(
                iommuMode.usesDmaApi() || devices.block() + devices.network() > 0,
                "in mode bypass only virtio devices are simulated, and there are none");
        require(
                kernel.hasDmaEvents() || devices.block() + devices.network() > 0,
                "a 6.1 kernel shows nothing of scatterlists, so an NVMe controller alone leaves nothing to record");
        require(
                deviceLog.isEmpty() || devices.block() + devices.network() <= MAX_SLOTS,
                "with a device log there are at most " + MAX_SLOTS + " virtio devices: the bus has no more slots");
        for (BugKind bug : bugs.keySet()) {
            requirePossible(bug, iommuMode, kernel, probes, syncEvents, devices);
            requireDeviceLog(bug, deviceLog);
        }
        require(
                bugs.getOrDefault(BugKind.STALLED_BUFFER, 0)
                        <= MAX_STALLED_PER_QUEUE * devices.block() * devices.queues(),
                "bug stalled-buffer: at most " + MAX_STALLED_PER_QUEUE + " times per queue of a block device");
        require(
                !bugs.containsKey(BugKind.DESCRIPTOR_UNMAPPED) || showsSegments(shape),
                "bug descriptor-unmapped is seen only where probes show segments: little endian, 64 bits");
    }

    /// Healthy traffic with all legal oddities on four CPUs: two block devices, one network device and one NVMe
    /// controller behind a strict IOMMU, kernel 6.12, probes set.
    public static GeneratorOptions of(long events, long seed) {
        return new GeneratorOptions(
                events,
                seed,
                4,
                new DeviceCounts(2, 1, 1, 2),
                IommuMode.STRICT,
                KernelFlavour.V6_12,
                true,
                false,
                true,
                true,
                Map.of(),
                RecordingShape.defaults(),
                Optional.empty(),
                Latency.defaults());
    }

    /// The same with another number of CPUs.
    public GeneratorOptions withCpus(int count) {
        return new GeneratorOptions(
                events,
                seed,
                count,
                devices,
                iommuMode,
                kernel,
                probes,
                syncEvents,
                invalidationEvents,
                oddities,
                bugs,
                shape,
                deviceLog,
                latency);
    }

    /// The same with other devices.
    public GeneratorOptions withDevices(DeviceCounts counts) {
        return new GeneratorOptions(
                events,
                seed,
                cpus,
                counts,
                iommuMode,
                kernel,
                probes,
                syncEvents,
                invalidationEvents,
                oddities,
                bugs,
                shape,
                deviceLog,
                latency);
    }

    /// The same in another IOMMU mode. Swiotlb makes syncs visible, the other modes hide them;
    /// [#withSyncEvents(boolean)] after this changes that. Bugs that the mode makes impossible must be taken out
    /// before.
    public GeneratorOptions withIommuMode(IommuMode mode) {
        return new GeneratorOptions(
                events,
                seed,
                cpus,
                devices,
                mode,
                kernel,
                probes,
                mode == IommuMode.SWIOTLB,
                mode.translates() && invalidationEvents,
                oddities,
                bugs,
                shape,
                deviceLog,
                latency);
    }

    /// The same on another kernel.
    public GeneratorOptions withKernel(KernelFlavour flavour) {
        return new GeneratorOptions(
                events,
                seed,
                cpus,
                devices,
                iommuMode,
                flavour,
                probes,
                syncEvents,
                invalidationEvents,
                oddities,
                bugs,
                shape,
                deviceLog,
                latency);
    }

    /// The same with or without probes.
    public GeneratorOptions withProbes(boolean set) {
        return new GeneratorOptions(
                events,
                seed,
                cpus,
                devices,
                iommuMode,
                kernel,
                set,
                syncEvents,
                invalidationEvents,
                oddities,
                bugs,
                shape,
                deviceLog,
                latency);
    }

    /// The same with or without sync events.
    public GeneratorOptions withSyncEvents(boolean visible) {
        return new GeneratorOptions(
                events,
                seed,
                cpus,
                devices,
                iommuMode,
                kernel,
                probes,
                visible,
                invalidationEvents,
                oddities,
                bugs,
                shape,
                deviceLog,
                latency);
    }

    /// The same with or without events of system `intel_iommu`.
    public GeneratorOptions withInvalidationEvents(boolean recorded) {
        return new GeneratorOptions(
                events,
                seed,
                cpus,
                devices,
                iommuMode,
                kernel,
                probes,
                syncEvents,
                recorded,
                oddities,
                bugs,
                shape,
                deviceLog,
                latency);
    }

    /// The same with or without legal oddities.
    public GeneratorOptions withOddities(boolean mixedIn) {
        return new GeneratorOptions(
                events,
                seed,
                cpus,
                devices,
                iommuMode,
                kernel,
                probes,
                syncEvents,
                invalidationEvents,
                mixedIn,
                bugs,
                shape,
                deviceLog,
                latency);
    }

    /// The same with other bugs.
    public GeneratorOptions withBugs(Map<BugKind, Integer> counts) {
        return new GeneratorOptions(
                events,
                seed,
                cpus,
                devices,
                iommuMode,
                kernel,
                probes,
                syncEvents,
                invalidationEvents,
                oddities,
                counts,
                shape,
                deviceLog,
                latency);
    }

    /// The same laid down differently.
    public GeneratorOptions withShape(RecordingShape recordingShape) {
        return new GeneratorOptions(
                events,
                seed,
                cpus,
                devices,
                iommuMode,
                kernel,
                probes,
                syncEvents,
                invalidationEvents,
                oddities,
                bugs,
                recordingShape,
                deviceLog,
                latency);
    }

    /// The same with a log of the device's side.
    public GeneratorOptions withDeviceLog(DeviceLog log) {
        return new GeneratorOptions(
                events,
                seed,
                cpus,
                devices,
                iommuMode,
                kernel,
                probes,
                syncEvents,
                invalidationEvents,
                oddities,
                bugs,
                shape,
                Optional.of(log),
                latency);
    }

    /// The same with other latencies.
    public GeneratorOptions withLatency(Latency other) {
        return new GeneratorOptions(
                events,
                seed,
                cpus,
                devices,
                iommuMode,
                kernel,
                probes,
                syncEvents,
                invalidationEvents,
                oddities,
                bugs,
                shape,
                deviceLog,
                other);
    }

    /// Whether this bug can be committed, and seen, with these options.
    public boolean allows(BugKind bug) {
        try {
            requirePossible(bug, iommuMode, kernel, probes, syncEvents, devices);
            requireDeviceLog(bug, deviceLog);
            return bug != BugKind.DESCRIPTOR_UNMAPPED || showsSegments(shape);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// Whether probes show the physical segments of posted buffers: they are read as words laid out as on x86-64.
    public boolean showsSegments() {
        return showsSegments(shape);
    }

    private static boolean showsSegments(RecordingShape shape) {
        return shape.longBytes() == Long.BYTES && shape.byteOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    private static Map<BugKind, Integer> copyOfPositive(Map<BugKind, Integer> bugs) {
        Map<BugKind, Integer> copy = new EnumMap<>(BugKind.class);
        bugs.forEach((bug, count) -> {
            require(count >= 0 && count <= 1_000_000, "bug " + bug.label() + ": 0 to 1000000 times, not " + count);
            if (count > 0) {
                copy.put(bug, count);
            }
        });
        return copy;
    }

    private static void requirePossible(
            BugKind bug, IommuMode mode, KernelFlavour kernel, boolean probes, boolean sync, DeviceCounts devices) {
        String name = "bug " + bug.label() + " ";
        if (bug.needsProbes()) {
            require(probes, name + "is seen by probes only");
            require(devices.block() > 0, name + "needs a block device");
        }
        if (bug.isVirtqueueOnly()) {
            return;
        }
        require(mode.usesDmaApi(), name + "needs the DMA API, which mode bypass does not call");
        require(!bug.needsSyncEvents() || sync, name + "needs sync events, which mode " + mode.label() + " hides");
        require(!bug.needsSyncEvents() || kernel.hasDmaEvents(), name + "needs dma events, which a 6.1 kernel lacks");
        require(!bug.needsDmaEvents() || kernel.hasDmaEvents(), name + "needs dma events, which a 6.1 kernel lacks");
        require(
                bug != BugKind.NEVER_MAPPED || (mode.translates() && devices.block() + devices.network() > 0),
                name + "looks like a mapping older than the recording unless an IOMMU translates for a virtio device");
        require(
                bug != BugKind.SHARED_PAGE || mode.translates(),
                name + "needs an IOMMU: without one nothing separates pages");
        require(
                !bug.needsDeviceLog() || mode.translates(),
                name + "needs an IOMMU: without one the device model does not log what is accessed");
    }

    private static void requireDeviceLog(BugKind bug, Optional<DeviceLog> deviceLog) {
        require(
                !bug.needsDeviceLog() || deviceLog.isPresent(),
                "bug " + bug.label() + " is one of the device: it needs the log of the device's side");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
