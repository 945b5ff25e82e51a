// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.machine.kernel.Durations;
import org.dmatape.samples.generate.internal.machine.kernel.Threads;
import org.dmatape.samples.generate.internal.machine.queue.BlockQueue;
import org.dmatape.samples.generate.internal.machine.queue.ServedQueue;
import org.dmatape.samples.generate.internal.machine.queue.Work;

/// What one CPU does: the queues it serves, in turn.
final class CpuLoop {

    private static final int IDLE_NS = 2_000;

    private final CpuTrace cpu;
    private final Durations durations;
    private final List<Work> works = new ArrayList<>();
    private final List<Work> interrupts = new ArrayList<>();
    private final List<BlockQueue> submitted = new ArrayList<>();
    private final List<BlockQueue> completed = new ArrayList<>();
    private int next;

    CpuLoop(CpuTrace cpu, Durations durations) {
        this.cpu = cpu;
        this.durations = durations;
    }

    CpuTrace cpu() {
        return cpu;
    }

    List<BlockQueue> submitted() {
        return submitted;
    }

    List<BlockQueue> completed() {
        return completed;
    }

    void submits(ServedQueue queue) {
        works.add(_ -> {
            cpu.enter(Threads.queue(queue.number()));
            boolean done = queue.work().submit(cpu, this::interrupt);
            cpu.enter(Threads.idle());
            return done;
        });
        if (queue.work() instanceof BlockQueue blockQueue) {
            submitted.add(blockQueue);
        }
    }

    void completes(ServedQueue queue) {
        Work completion = queue.work()::complete;
        works.add(completion);
        interrupts.add(completion);
        if (queue.work() instanceof BlockQueue blockQueue) {
            completed.add(blockQueue);
        }
    }

    /// Does the next thing there is to do, or idles for a moment.
    void step() {
        for (int tried = 0; tried < works.size(); tried++) {
            Work work = works.get(next);
            next = (next + 1) % works.size();
            if (work.step(cpu)) {
                return;
            }
        }
        cpu.advance(durations.around(IDLE_NS));
    }

    /// Lets some device interrupt what the CPU is doing.
    private boolean interrupt(CpuTrace interrupted) {
        for (Work interrupt : interrupts) {
            if (interrupt.step(interrupted)) {
                return true;
            }
        }
        return false;
    }
}
