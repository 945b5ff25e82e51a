// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.DeviceName;
import org.dmatape.samples.generate.internal.machine.kernel.SimulatedKernel;

/// An interrupt of a device, as `irq_handler_entry` names it.
///
/// @param irq its number
/// @param name its name, e.g. `virtio0-req.0`
public record InterruptLine(int irq, DeviceName name) {

    /// What a handler returns that found nothing to do.
    static final int IRQ_NONE = 0;

    /// What a handler returns otherwise.
    static final int IRQ_HANDLED = 1;

    private static final int ENTRY_NS = 400;

    /// Interrupts what the CPU is doing; gives what to return to.
    CpuTrace.Context raise(CpuTrace cpu, SimulatedKernel kernel) {
        CpuTrace.Context interrupted = cpu.context();
        cpu.enter(interrupted.hardIrq());
        cpu.advance(kernel.durations().around(ENTRY_NS));
        kernel.interrupts().write(cpu, irq, name);
        return interrupted;
    }
}
