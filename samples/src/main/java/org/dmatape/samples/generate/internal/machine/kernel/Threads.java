// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.kernel;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;

/// The threads of the machine. A thread runs on one CPU at a time: every queue has one of its own, and so has every CPU
/// for the rest of what drivers do.
public final class Threads {

    private static final int FIRST_DRIVER_PID = 32;
    private static final int FIRST_QUEUE_PID = 160;

    private Threads() {}

    /// What a CPU does when there is nothing to do.
    public static CpuTrace.Context idle() {
        return CpuTrace.Context.task(0);
    }

    /// The thread of a CPU in which drivers do what belongs to no queue.
    public static CpuTrace.Context driver(CpuTrace cpu) {
        return CpuTrace.Context.task(FIRST_DRIVER_PID + cpu.index());
    }

    /// The thread that hands buffers to a queue.
    public static CpuTrace.Context queue(int number) {
        return CpuTrace.Context.task(FIRST_QUEUE_PID + number);
    }

    /// Content of `saved_cmdlines`.
    public static String names(int cpus, int queues) {
        StringBuilder text = new StringBuilder();
        for (int cpu = 0; cpu < cpus; cpu++) {
            text.append(FIRST_DRIVER_PID + cpu).append(" kworker/").append(cpu).append(":1\n");
        }
        for (int queue = 0; queue < queues; queue++) {
            text.append(FIRST_QUEUE_PID + queue)
                    .append(" worker-")
                    .append(queue)
                    .append('\n');
        }
        return text.toString();
    }
}
