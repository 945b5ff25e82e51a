// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.util.List;

/// What is true of the log of the device's side.
///
/// @param offsetNs what its clock shows when the driver's is at zero
/// @param driftPpm how many microseconds it gains in a second
/// @param lines lines of the log
/// @param translations accesses the IOMMU let through
/// @param faults accesses it refused
/// @param invalidations invalidations it was told of
/// @param queues the virtqueues
/// @param wrongAccesses what the devices were made to do wrong, in order
public record DeviceTruth(
        long offsetNs,
        int driftPpm,
        long lines,
        long translations,
        long faults,
        long invalidations,
        List<Queue> queues,
        List<WrongAccess> wrongAccesses) {

    /// Nobody recorded the device's side.
    public static final DeviceTruth NONE = new DeviceTruth(0, 0, 0, 0, 0, 0, List.of(), List.of());

    public DeviceTruth {
        queues = List.copyOf(queues);
        wrongAccesses = List.copyOf(wrongAccesses);
    }

    /// What a device did with one of its virtqueues.
    ///
    /// @param virtioDevice name on the virtio bus
    /// @param index index of the queue
    /// @param notifications notifications that reached it
    /// @param pops buffers it took
    /// @param fills buffers it gave back
    /// @param interrupts interrupts it raised
    public record Queue(String virtioDevice, int index, long notifications, long pops, long fills, long interrupts) {}

    /// Consecutive accesses of a device that are wrong.
    ///
    /// @param check the check that must find them
    /// @param kind the kind of its finding
    /// @param device the device
    /// @param address the first address
    /// @param bytes from the first address to the last one
    /// @param accesses how many, one every four bytes
    /// @param access `read`, `write`, or `unknown` where the log does not tell
    /// @param faulted whether the IOMMU refused them
    /// @param firstNs time of the first, on the driver's clock
    /// @param marginNs time from the accesses to the nearest map or unmap of their page; 0 when nothing ever
    /// maps it. Clocks that are known no better than this cannot tell what was wrong
    public record WrongAccess(
            String check,
            String kind,
            String device,
            long address,
            long bytes,
            long accesses,
            String access,
            boolean faulted,
            long firstNs,
            long marginNs) {}
}
