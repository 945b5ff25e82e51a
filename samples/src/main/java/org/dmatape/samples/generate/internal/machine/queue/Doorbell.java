// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.probe.QueueNames;
import org.dmatape.samples.generate.internal.event.probe.VirtqueueProbes;
import org.dmatape.samples.generate.internal.machine.kernel.SimulatedKernel;

/// Tells a virtio device that buffers were added, unless the device has asked not to be told.
final class Doorbell {

    private static final int SUPPRESSED_ONE_IN = 6;
    private static final int KICK_NS = 120;

    private Doorbell() {}

    /// @return whether the device wanted to be told
    static boolean ring(CpuTrace cpu, SimulatedKernel kernel, QueueNames queue) {
        boolean wanted = !kernel.random().oneIn(SUPPRESSED_ONE_IN);
        cpu.advance(kernel.durations().around(KICK_NS));
        if (kernel.probes().isEmpty()) {
            return wanted;
        }
        VirtqueueProbes probes = kernel.probes().get();
        probes.writeKickPrepare(cpu, queue.vq());
        cpu.advance(kernel.durations().around(KICK_NS));
        probes.kickPrepareReturn().write(cpu, wanted ? 1 : 0);
        if (wanted) {
            cpu.advance(kernel.durations().around(KICK_NS));
            probes.notifyProbe().write(cpu, queue);
        }
        return wanted;
    }
}
