// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Finds the context of an event: a thread by its pid, wherever it runs; an interrupt level, and the idle task, by CPU.
public final class ContextDirectory {

    private static final int MOST_TASKS = 1 << 16;
    private static final int FIRST_SLOTS = 256;
    private static final int KINDS = ContextKind.values().length;

    private final IntUnaryOperator commTextIdOfPid;
    private @Nullable ExecutionContext[] byCpu = new ExecutionContext[0];
    private @Nullable ExecutionContext[] tasks = new ExecutionContext[FIRST_SLOTS];
    private int taskCount;

    /// A directory that asks for the name of each thread once.
    ///
    /// @param commTextIdOfPid name of a thread as a number of the text pool, -1 if unknown
    public ContextDirectory(IntUnaryOperator commTextIdOfPid) {
        this.commTextIdOfPid = commTextIdOfPid;
    }

    /// The context an event happened in.
    public ExecutionContext of(int commonFlags, int pid, int cpu) {
        ContextKind kind = ContextKind.ofFlags(commonFlags);
        ExecutionContext context = kind == ContextKind.TASK && pid > 0 ? task(pid) : levelOf(cpu, kind);
        context.runsOn(cpu);
        if (context.pid() != pid) {
            context.interrupts(pid, pid > 0 ? task(pid).commTextId() : commTextIdOfPid.applyAsInt(pid));
        }
        return context;
    }

    /// Events of that CPU are missing: what was open on it cannot be trusted.
    public void forget(int cpu) {
        for (ContextKind kind : ContextKind.values()) {
            levelOf(cpu, kind).reset();
        }
        for (ExecutionContext task : tasks) {
            if (task != null && task.lastCpu() == cpu) {
                task.reset();
            }
        }
    }

    private ExecutionContext levelOf(int cpu, ContextKind kind) {
        int slot = cpu * KINDS + kind.ordinal();
        if (slot >= byCpu.length) {
            byCpu = Arrays.copyOf(byCpu, (cpu + 1) * KINDS * 2);
        }
        ExecutionContext context = byCpu[slot];
        if (context == null) {
            context = new ExecutionContext(kind, 0, commTextIdOfPid.applyAsInt(0));
            byCpu[slot] = context;
        }
        return context;
    }

    private ExecutionContext task(int pid) {
        int slot = slotOf(pid);
        ExecutionContext context = tasks[slot];
        if (context == null) {
            if (taskCount >= MOST_TASKS) {
                keepBusyTasks();
                return task(pid);
            }
            context = new ExecutionContext(ContextKind.TASK, pid, commTextIdOfPid.applyAsInt(pid));
            tasks[slot] = context;
            taskCount++;
            if (taskCount * 2 > tasks.length) {
                rehash(tasks.length * 2);
            }
        }
        return context;
    }

    private int slotOf(int pid) {
        int mask = tasks.length - 1;
        int slot = (pid * 0x9E3779B1) >>> 8 & mask;
        ExecutionContext there = tasks[slot];
        while (there != null && there.pid() != pid) {
            slot = (slot + 1) & mask;
            there = tasks[slot];
        }
        return slot;
    }

    /// A recording may see millions of threads; those that are in no operation need no memory.
    private void keepBusyTasks() {
        for (int i = 0; i < tasks.length; i++) {
            ExecutionContext task = tasks[i];
            if (task != null && task.isIdle()) {
                tasks[i] = null;
            }
        }
        rehash(tasks.length);
        if (taskCount > MOST_TASKS / 2) {
            Arrays.fill(tasks, null); // nothing real has that many threads inside an operation
            taskCount = 0;
        }
    }

    private void rehash(int slots) {
        @Nullable ExecutionContext[] old = tasks;
        tasks = new ExecutionContext[slots];
        taskCount = 0;
        for (ExecutionContext task : old) {
            if (task != null) {
                tasks[slotOf(task.pid())] = task;
                taskCount++;
            }
        }
    }
}
