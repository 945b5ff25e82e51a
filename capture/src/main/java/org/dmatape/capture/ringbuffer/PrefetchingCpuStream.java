// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ringbuffer;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.dmatape.capture.recording.RecordingException;
import org.jspecify.annotations.Nullable;

/// Fills blocks ahead of the reader. A task of the shared executor fills exactly one block and never waits, and a
/// reader that finds nothing ready fills a block itself: so any number of CPUs can share any number of threads, even
/// none, without one waiting for another forever.
public final class PrefetchingCpuStream implements CpuStream {

    private final int cpu;
    private final PageSource source;
    private final MemoryBudget budget;
    private final Executor executor;
    private final int blocksAhead;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<PooledBlock> ready = new ArrayDeque<>();
    private final ArrayDeque<PooledBlock> free = new ArrayDeque<>();
    private boolean taskQueued;
    private boolean filling;
    private boolean ended;
    private boolean closed;
    private @Nullable Throwable failure;

    /// A stream that keeps up to `blocksAhead` blocks ready and starts to do so at once.
    public PrefetchingCpuStream(int cpu, PageSource source, MemoryBudget budget, Executor executor, int blocksAhead) {
        this.cpu = cpu;
        this.source = source;
        this.budget = budget;
        this.executor = executor;
        this.blocksAhead = blocksAhead;
        lock.lock();
        try {
            fillAhead();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public Optional<EventBlock> next() {
        return nextPooled().map(block -> block);
    }

    /// The next block, as its filler sees it.
    ///
    /// @throws RecordingException when the data is damaged
    public Optional<PooledBlock> nextPooled() {
        lock.lock();
        try {
            while (true) {
                PooledBlock block = ready.poll();
                if (block != null) {
                    fillAhead();
                    return Optional.of(block);
                }
                if (failure != null) {
                    throw asRecordingException(failure);
                }
                if (ended || closed) {
                    return Optional.empty();
                }
                if (filling) {
                    filled.awaitUninterruptibly();
                } else {
                    fillOne();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            while (filling) {
                filled.awaitUninterruptibly();
            }
            ready.clear();
            free.clear();
        } finally {
            lock.unlock();
        }
    }

    /// Asks the executor for one more block where one is wanted. Called with the lock held.
    private void fillAhead() {
        if (!taskQueued && !filling && wantsMore()) {
            taskQueued = true;
            try {
                executor.execute(this::runTask);
            } catch (RejectedExecutionException shutDown) {
                // an import that ends early ends its threads first; who still reads fills its own blocks
                taskQueued = false;
            }
        }
    }

    private boolean wantsMore() {
        return !ended && !closed && failure == null && ready.size() < blocksAhead && budget.isAmple();
    }

    private void runTask() {
        lock.lock();
        try {
            taskQueued = false;
            if (!filling && wantsMore()) {
                fillOne();
                fillAhead();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Fills one block; the lock is held on entry and on return, but not in between.
    private void fillOne() {
        PooledBlock reused = free.poll();
        PooledBlock block = reused == null ? new PooledBlock(cpu, budget, this::takeBack) : reused;
        filling = true; // not before: without memory for the block nobody fills one, and nobody is to wait for it
        boolean more = false;
        Throwable problem = null;
        lock.unlock();
        try {
            block.events().clear();
            more = source.fill(block);
        } catch (RuntimeException | Error e) {
            problem = e;
        }
        lock.lock();
        filling = false;
        if (problem != null) {
            failure = problem;
        } else if (more) {
            ready.add(block);
        } else {
            ended = true;
        }
        filled.signalAll();
    }

    private void takeBack(PooledBlock block) {
        lock.lock();
        try {
            if (!closed) {
                free.add(block);
            }
        } finally {
            lock.unlock();
        }
    }

    private static RecordingException asRecordingException(Throwable problem) {
        return switch (problem) {
            case RecordingException known -> known;
            case Error error -> throw error;
            default -> throw new IllegalStateException("filling a block failed", problem);
        };
    }
}
