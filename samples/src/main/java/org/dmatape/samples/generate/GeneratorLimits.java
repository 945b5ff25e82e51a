// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.nio.ByteOrder;
import java.util.Map;

/// Which options of the generator go together, and which bugs a machine can have and show.
final class GeneratorLimits {

    private static final int MAX_CPUS = 64;
    private static final int MAX_STALLED_PER_QUEUE = 8;
    private static final int MAX_SLOTS = 31;

    private GeneratorLimits() {}

    /// Says what does not go together.
    ///
    /// @throws IllegalArgumentException when something does not
    static void requirePossible(
            long events,
            int cpus,
            GeneratorOptions.DeviceCounts devices,
            IommuMode mode,
            KernelFlavour kernel,
            boolean probes,
            boolean sync,
            Map<BugKind, Integer> bugs,
            RecordingShape shape,
            boolean deviceLog) {
        require(events >= 1, "at least one event is needed, not " + events);
        require(cpus >= 1 && cpus <= MAX_CPUS, "a machine has 1 to 64 CPUs, not " + cpus);
        requireVisible(devices, mode, kernel, probes);
        require(
                !deviceLog || devices.block() + devices.network() <= MAX_SLOTS,
                "with a device log there are at most " + MAX_SLOTS + " virtio devices: the bus has no more slots");
        bugs.keySet().forEach(bug -> requirePossible(bug, mode, kernel, probes, sync, devices, shape, deviceLog));
        require(
                bugs.getOrDefault(BugKind.STALLED_BUFFER, 0)
                        <= MAX_STALLED_PER_QUEUE * devices.block() * devices.queues(),
                "bug stalled-buffer: at most " + MAX_STALLED_PER_QUEUE + " times per queue of a block device");
    }

    private static void requireVisible(
            GeneratorOptions.DeviceCounts devices, IommuMode mode, KernelFlavour kernel, boolean probes) {
        require(
                probes || (kernel.hasDmaEvents() && mode.usesDmaApi()),
                "without probes neither a " + KernelFlavour.V6_1.label()
                        + " kernel nor bypassing devices leave anything to record");
        require(
                mode.usesDmaApi() || devices.block() + devices.network() > 0,
                "in mode bypass only virtio devices are simulated, and there are none");
        require(
                kernel.hasDmaEvents() || devices.block() + devices.network() > 0,
                "a 6.1 kernel shows nothing of scatterlists, so an NVMe controller alone leaves nothing to record");
    }

    /// Says why a bug cannot be committed, or not be seen.
    ///
    /// @throws IllegalArgumentException when it cannot
    static void requirePossible(
            BugKind bug,
            IommuMode mode,
            KernelFlavour kernel,
            boolean probes,
            boolean sync,
            GeneratorOptions.DeviceCounts devices,
            RecordingShape shape,
            boolean deviceLog) {
        String name = "bug " + bug.label() + " ";
        if (bug.needsProbes()) {
            require(probes, name + "is seen by probes only");
            require(devices.block() > 0, name + "needs a block device");
        }
        if (!bug.isVirtqueueOnly()) {
            requireMappings(bug, name, mode, kernel, sync);
            require(
                    bug != BugKind.NEVER_MAPPED || (mode.translates() && devices.block() + devices.network() > 0),
                    name + "looks like a mapping older than the recording unless an IOMMU translates for a virtio"
                            + " device");
        }
        require(
                !bug.needsDeviceLog() || deviceLog,
                "bug " + bug.label() + " is one of the device: it needs the log of the device's side");
        require(
                bug != BugKind.DESCRIPTOR_UNMAPPED || showsSegments(shape),
                "bug descriptor-unmapped is seen only where probes show segments: little endian, 64 bits");
    }

    private static void requireMappings(BugKind bug, String name, IommuMode mode, KernelFlavour kernel, boolean sync) {
        require(mode.usesDmaApi(), name + "needs the DMA API, which mode bypass does not call");
        require(!bug.needsSyncEvents() || sync, name + "needs sync events, which mode " + mode.label() + " hides");
        require(
                !(bug.needsSyncEvents() || bug.needsDmaEvents()) || kernel.hasDmaEvents(),
                name + "needs dma events, which a 6.1 kernel lacks");
        require(
                bug != BugKind.SHARED_PAGE || mode.translates(),
                name + "needs an IOMMU: without one nothing separates pages");
        require(
                !bug.needsDeviceLog() || mode.translates(),
                name + "needs an IOMMU: without one the device model does not log what is accessed");
    }

    /// Whether probes show the physical segments of posted buffers: they are read as words laid out as on x86-64.
    static boolean showsSegments(RecordingShape shape) {
        return shape.longBytes() == Long.BYTES && shape.byteOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
