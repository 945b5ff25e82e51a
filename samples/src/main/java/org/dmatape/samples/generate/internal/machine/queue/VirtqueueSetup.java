// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import java.util.Optional;
import org.dmatape.samples.generate.internal.device.QueueServer;
import org.dmatape.samples.generate.internal.device.VirtqueueLog;
import org.dmatape.samples.generate.internal.event.probe.QueueNames;
import org.dmatape.samples.generate.internal.machine.address.DmaDevice;
import org.dmatape.samples.generate.internal.machine.address.PhysicalMemory;
import org.dmatape.samples.generate.internal.machine.kernel.SimulatedKernel;

/// What a driver has when it sets a virtqueue up.
///
/// @param device the device the queue belongs to
/// @param names what events call the queue
/// @param memory where buffers come from
/// @param tokenBase the first address of what the driver remembers of its buffers
/// @param log what the device model writes of the queue, where its side is recorded
public record VirtqueueSetup(
        DmaDevice device, QueueNames names, PhysicalMemory memory, long tokenBase, Optional<VirtqueueLog> log) {

    /// The device's end of the queue, where its side is recorded.
    public Optional<QueueServer> server(SimulatedKernel kernel, QueueServer.BufferContent content) {
        return log.map(queue -> new QueueServer(queue, kernel.iommuLog(), device.pci(), content));
    }
}
