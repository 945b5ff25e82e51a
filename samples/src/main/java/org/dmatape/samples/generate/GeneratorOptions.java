// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
            GeneratorLimits.require(
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
            GeneratorLimits.require(
                    isCount(block) && isCount(network) && isCount(nvme), "there are 0 to 16 devices of each kind");
            GeneratorLimits.require(block + network + nvme > 0, "a machine without devices records nothing");
            GeneratorLimits.require(queues >= 1 && isCount(queues), "a device has 1 to 16 queues, not " + queues);
        }

        private static boolean isCount(int count) {
            return count >= 0 && count <= 16;
        }
    }

    public GeneratorOptions {
        bugs = copyOfPositive(bugs);
        GeneratorLimits.requirePossible(
                events, cpus, devices, iommuMode, kernel, probes, syncEvents, bugs, shape, deviceLog.isPresent());
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
        return with(parts -> parts.cpus = count);
    }

    /// The same with other devices.
    public GeneratorOptions withDevices(DeviceCounts counts) {
        return with(parts -> parts.devices = counts);
    }

    /// The same in another IOMMU mode. Swiotlb makes syncs visible, the other modes hide them;
    /// [#withSyncEvents(boolean)] after this changes that. Bugs that the mode makes impossible must be taken out
    /// before.
    public GeneratorOptions withIommuMode(IommuMode mode) {
        return with(parts -> {
            parts.iommuMode = mode;
            parts.syncEvents = mode == IommuMode.SWIOTLB;
            parts.invalidationEvents = mode.translates() && invalidationEvents;
        });
    }

    /// The same on another kernel.
    public GeneratorOptions withKernel(KernelFlavour flavour) {
        return with(parts -> parts.kernel = flavour);
    }

    /// The same with or without probes.
    public GeneratorOptions withProbes(boolean set) {
        return with(parts -> parts.probes = set);
    }

    /// The same with or without sync events.
    public GeneratorOptions withSyncEvents(boolean visible) {
        return with(parts -> parts.syncEvents = visible);
    }

    /// The same with or without legal oddities.
    public GeneratorOptions withOddities(boolean mixedIn) {
        return with(parts -> parts.oddities = mixedIn);
    }

    /// The same with other bugs.
    public GeneratorOptions withBugs(Map<BugKind, Integer> counts) {
        return with(parts -> parts.bugs = counts);
    }

    /// The same laid down differently.
    public GeneratorOptions withShape(RecordingShape recordingShape) {
        return with(parts -> parts.shape = recordingShape);
    }

    /// The same with a log of the device's side.
    public GeneratorOptions withDeviceLog(DeviceLog log) {
        return with(parts -> parts.deviceLog = Optional.of(log));
    }

    /// The same with other latencies.
    public GeneratorOptions withLatency(Latency other) {
        return with(parts -> parts.latency = other);
    }

    private GeneratorOptions with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return parts.together();
    }

    /// Whether this bug can be committed, and seen, with these options.
    public boolean allows(BugKind bug) {
        try {
            GeneratorLimits.requirePossible(
                    bug, iommuMode, kernel, probes, syncEvents, devices, shape, deviceLog.isPresent());
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// Whether probes show the physical segments of posted buffers: they are read as words laid out as on x86-64.
    public boolean showsSegments() {
        return GeneratorLimits.showsSegments(shape);
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

    /// The values while one of them is changed.
    private static final class Parts {

        private long events;
        private long seed;
        private int cpus;
        private DeviceCounts devices;
        private IommuMode iommuMode;
        private KernelFlavour kernel;
        private boolean probes;
        private boolean syncEvents;
        private boolean invalidationEvents;
        private boolean oddities;
        private Map<BugKind, Integer> bugs;
        private RecordingShape shape;
        private Optional<DeviceLog> deviceLog;
        private Latency latency;

        private Parts(GeneratorOptions whole) {
            events = whole.events;
            seed = whole.seed;
            cpus = whole.cpus;
            devices = whole.devices;
            iommuMode = whole.iommuMode;
            kernel = whole.kernel;
            probes = whole.probes;
            syncEvents = whole.syncEvents;
            invalidationEvents = whole.invalidationEvents;
            oddities = whole.oddities;
            bugs = whole.bugs;
            shape = whole.shape;
            deviceLog = whole.deviceLog;
            latency = whole.latency;
        }

        private GeneratorOptions together() {
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
                    latency);
        }
    }
}
