// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.lang.foreign.Arena;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.dmatape.format.TapeException;
import org.jspecify.annotations.Nullable;

/// Threads and encoders shared by the tables of one tape, and the first failure of any of them.
public final class CompressionPool {

    private static final long FAILURE_CHECK_MS = 50;

    private final ExecutorService threads;
    private final Semaphore places;
    private final ConcurrentLinkedQueue<BatchEncoder> idleEncoders = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Arena arena;
    private final HashedTextPool texts;

    /// Threads start when they are needed.
    ///
    /// @param maxUnderWay batches of all tables that may be sealed and not yet written
    CompressionPool(int threadCount, int maxUnderWay, Arena arena, HashedTextPool texts) {
        places = new Semaphore(maxUnderWay);
        this.arena = arena;
        this.texts = texts;
        threads = Executors.newFixedThreadPool(
                threadCount,
                Thread.ofPlatform().daemon().name("tape-writer-", 0).factory());
    }

    /// Waits until one more batch may be under way.
    void takePlace() {
        try {
            throwFailure();
            while (!places.tryAcquire(FAILURE_CHECK_MS, TimeUnit.MILLISECONDS)) {
                throwFailure();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the tape to be written");
        }
    }

    /// A batch is written.
    void freePlace() {
        places.release();
    }

    /// Runs a task unless something failed before.
    void execute(Runnable task) {
        threads.execute(() -> {
            if (failure.get() == null) {
                runRecordingFailure(task);
            }
        });
    }

    private void runRecordingFailure(Runnable task) {
        try {
            task.run();
        } catch (Throwable cause) { // whatever it was, the appending thread must hear of it
            failure.compareAndSet(null, cause);
        }
    }

    BatchEncoder takeEncoder() {
        BatchEncoder idle = idleEncoders.poll();
        return idle != null ? idle : new BatchEncoder(arena, texts);
    }

    void giveBack(BatchEncoder encoder) {
        idleEncoders.add(encoder);
    }

    /// Throws what went wrong on another thread, if anything did.
    void throwFailure() {
        switch (failure.get()) {
            case null -> {}
            case TapeException known -> throw known;
            case OutOfMemoryError shortage -> throw shortage;
            case Throwable unknown -> throw new IllegalStateException("writing the tape failed", unknown);
        }
    }

    /// Drops tasks that have not begun and waits for the others.
    public void shutdown() {
        failure.compareAndSet(null, TapeException.unwritable("the tape was closed before it was finished"));
        threads.close();
        idleEncoders.forEach(BatchEncoder::close);
    }
}
