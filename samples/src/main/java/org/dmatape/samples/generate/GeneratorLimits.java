// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which options of the generator go together, and which bugs a machine can have and show.
///
/// @param machine the machine
/// @param tracing what was switched on in its kernel
/// @param shape how events are laid down
/// @param deviceLog whether there is a log of the device's side
record GeneratorLimits(MachineOptions machine, Tracing tracing, RecordingShape shape, boolean deviceLog) {

    private static final int MAX_STALLED_PER_QUEUE = 8;
    private static final int MAX_SLOTS = 31;

    /// Says what does not go together.
    ///
    /// @throws IllegalArgumentException when something does not
    void requirePossible(Map<BugKind, Integer> bugs) {
        requireVisible();
        require(
                !deviceLog || machine.devices().virtio() <= MAX_SLOTS,
                "with a device log there are at most " + MAX_SLOTS + " virtio devices: the bus has no more slots");
        bugs.keySet()
                .forEach(bug -> whyImpossible(bug).ifPresent(reason -> {
                    throw new IllegalArgumentException("bug " + bug.label() + " " + reason);
                }));
        DeviceCounts devices = machine.devices();
        require(
                bugs.getOrDefault(BugKind.STALLED_BUFFER, 0)
                        <= MAX_STALLED_PER_QUEUE * devices.block() * devices.queues(),
                "bug stalled-buffer: at most " + MAX_STALLED_PER_QUEUE + " times per queue of a block device");
    }

    private void requireVisible() {
        boolean hasDmaEvents = machine.kernel().hasDmaEvents();
        boolean usesDmaApi = machine.iommuMode().usesDmaApi();
        boolean hasVirtio = machine.devices().virtio() > 0;
        require(
                tracing.probes() || (hasDmaEvents && usesDmaApi),
                "without probes neither a " + KernelFlavour.V6_1.label()
                        + " kernel nor bypassing devices leave anything to record");
        require(usesDmaApi || hasVirtio, "in mode bypass only virtio devices are simulated, and there are none");
        require(
                hasDmaEvents || hasVirtio,
                "a 6.1 kernel shows nothing of scatterlists, so an NVMe controller alone leaves nothing to record");
    }

    /// Why a bug cannot be committed, or not be seen; empty when it can.
    Optional<String> whyImpossible(BugKind bug) {
        return Stream.of(
                        unless(!bug.needsProbes() || tracing.probes(), "is seen by probes only"),
                        unless(!bug.needsProbes() || machine.devices().block() > 0, "needs a block device"),
                        bug.isVirtqueueOnly() ? Optional.<String>empty() : whyNotMapped(bug),
                        unless(
                                !bug.needsDeviceLog() || deviceLog,
                                "is one of the device: it needs the log of the device's side"),
                        unless(
                                bug != BugKind.DESCRIPTOR_UNMAPPED
                                        || shape.words().hasWordsOfX86(),
                                "is seen only where probes show segments: little endian, 64 bits"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> whyNotMapped(BugKind bug) {
        IommuMode mode = machine.iommuMode();
        boolean hasDmaEvents = machine.kernel().hasDmaEvents();
        return Stream.of(
                        unless(mode.usesDmaApi(), "needs the DMA API, which mode bypass does not call"),
                        unless(
                                !bug.needsSyncEvents() || tracing.syncEvents(),
                                "needs sync events, which mode " + mode.label() + " hides"),
                        unless(
                                hasDmaEvents || !(bug.needsSyncEvents() || bug.needsDmaEvents()),
                                "needs dma events, which a 6.1 kernel lacks"),
                        unless(
                                bug != BugKind.SHARED_PAGE || mode.translates(),
                                "needs an IOMMU: without one nothing separates pages"),
                        unless(
                                !bug.needsDeviceLog() || mode.translates(),
                                "needs an IOMMU: without one the device model does not log what is accessed"),
                        unless(
                                bug != BugKind.NEVER_MAPPED
                                        || (mode.translates()
                                                && machine.devices().virtio() > 0),
                                "looks like a mapping older than the recording unless an IOMMU translates for a"
                                        + " virtio device"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> unless(boolean possible, String reason) {
        return possible ? Optional.empty() : Optional.of(reason);
    }

    /// @throws IllegalArgumentException with that message, unless the condition holds
    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
