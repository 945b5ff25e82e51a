// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;

/// A queue of a device as its driver serves it.
public interface QueueWork {

    /// Hands new buffers to the device, if there is room.
    ///
    /// @param duringAdd called in the middle of it now and then: an interrupt of something else may come
    /// @return whether anything was done
    boolean submit(CpuTrace cpu, Work duringAdd);

    /// Takes back what the device has finished by now.
    ///
    /// @return whether anything was done
    boolean complete(CpuTrace cpu);

    /// Waits for everything the device still has and takes it back.
    void drain(CpuTrace cpu);

    /// Buffers the device has.
    int inFlight();
}
