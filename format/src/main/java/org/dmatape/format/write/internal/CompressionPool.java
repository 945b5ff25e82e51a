// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.lang.foreign.Arena;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.dmatape.format.TapeException;
import org.jspecify.annotations.Nullable;

/// Threads and encoders shared by the tables of one tape, and the first failure of any of them.
public final class CompressionPool {

    private final ExecutorService threads;
    private final ConcurrentLinkedQueue<BatchEncoder> idleEncoders = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Arena arena;
    private final HashedTextPool texts;

    /// Threads start when they are needed.
    public CompressionPool(int threadCount, Arena arena, HashedTextPool texts) {
        this.arena = arena;
        this.texts = texts;
        threads = Executors.newFixedThreadPool(
                threadCount,
                Thread.ofPlatform().daemon().name("tape-writer-", 0).factory());
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
