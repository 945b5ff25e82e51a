// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.bug;

import java.util.List;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.kernel.SimulatedKernel;
import org.dmatape.samples.generate.internal.machine.queue.BlockQueue;

/// Where and when a bug is committed.
///
/// @param cpu CPU that commits it, in a thread
/// @param device device whose driver it is
/// @param kernel what the driver calls
/// @param phys memory of the bug's own, [#MEMORY_BYTES] long
/// @param submitted block queues this CPU submits to
/// @param completed block queues this CPU is interrupted by
/// @param occurrence how often this bug was committed before
public record BugSite(
        CpuTrace cpu,
        DmaDevice device,
        SimulatedKernel kernel,
        long phys,
        List<BlockQueue> submitted,
        List<BlockQueue> completed,
        int occurrence) {

    /// Memory each bug gets.
    public static final int MEMORY_BYTES = 8 * 4096;

    private static final int DRIVER_NS = 2_500;

    long map(long offset, int bytes, int direction) {
        long dma = kernel.dma().map(cpu, device, phys + offset, bytes, direction, 0);
        work();
        return dma;
    }

    void unmap(long dma, int bytes, int direction) {
        unmapSaying(dma, bytes, bytes, direction);
    }

    void unmapSaying(long dma, int mappedBytes, int bytes, int direction) {
        kernel.dma().unmapSaying(cpu, device, dma, mappedBytes, bytes, direction);
        work();
    }

    /// Time the driver spends between two calls.
    void work() {
        cpu.advance(kernel.durations().around(DRIVER_NS));
    }
}
