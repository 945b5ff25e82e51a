// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.flight;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dmatape.capture.live.FlightTrigger;
import org.dmatape.capture.live.RecordException;
import org.dmatape.capture.live.internal.tape.TapeFolder;

/// Looks at copies of the recent past, one at a time and beside the recording.
final class FlightLook implements AutoCloseable {

    private static final long END_PATIENCE_SECONDS = 60;

    private final FlightTrigger trigger;
    private final Path copy;
    private final ThreadPoolExecutor thread;
    private Optional<Future<Optional<String>>> underWay = Optional.empty();
    private int lastSpan = -1;

    /// The thread gets the priority that the one that calls this has now.
    ///
    /// @param copy name for the copies
    FlightLook(FlightTrigger trigger, Path copy) {
        this.trigger = trigger;
        this.copy = copy;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> Thread.ofPlatform().daemon().name("flight-trigger").unstarted(task));
        thread.prestartAllCoreThreads();
        discard(); // of a recorder that was killed
    }

    /// Name for the next copy.
    Path copy() {
        return copy;
    }

    /// Whether a look is under way or was not asked about yet.
    boolean isBusy() {
        return underWay.isPresent();
    }

    /// Begins to look at the copy.
    ///
    /// @param span the last span in it
    void begin(int span) {
        lastSpan = span;
        underWay = Optional.of(thread.submit(() -> trigger.look(copy)));
    }

    /// The last span in the copy that was looked at.
    int lastSpan() {
        return lastSpan;
    }

    /// Whether the look has ended and was not asked about yet.
    boolean hasEnded() {
        return underWay.isPresent() && underWay.get().isDone();
    }

    /// What was found; waits for it. The copy is still there.
    Optional<String> result() {
        Future<Optional<String>> look = underWay.orElseThrow();
        underWay = Optional.empty();
        try {
            return look.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw RecordException.machine(
                    "the recording was ended, because its trigger cannot be evaluated: " + reason(failed));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String reason(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /// Looks at another tape, and waits for it.
    Optional<String> lookAt(Path tape) {
        underWay = Optional.of(thread.submit(() -> trigger.look(tape)));
        return result();
    }

    /// Deletes the copy.
    void discard() {
        if (Files.exists(copy)) {
            TapeFolder.delete(copy);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            boolean ignored = thread.awaitTermination(END_PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        discard();
    }
}
