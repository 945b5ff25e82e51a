// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.DatabaseOptions;

/// Watches while an answer is computed and ends it when it takes more time, memory or disk than it may.
///
/// DuckDB holds itself to its memory limit only where it manages the memory: one call of a function like `repeat` takes
/// what it takes, and does not hear that it is to end. So what counts here is the memory of the whole process and the
/// size of the whole folder, and when asking does not help the last resort is called.
public final class AnswerGuard implements AutoCloseable {

    /// What the process may take beyond DuckDB's limit and what it had before, and again until it is ended: results
    /// and what Java allocates.
    private static final long MEMORY_SLACK_BYTES = 1L << 30;

    private static final long LOOK_EVERY_MS = 50;
    private static final long LONGEST_GOODBYE_NS = Duration.ofSeconds(3).toNanos();
    private static final Path MEMORY = Path.of("/proc/self/statm");
    private static final int RESIDENT_PAGES = 1;
    private static final long PAGE_BYTES = 4096;

    private final DuckDbSession session;
    private final Workspace workspace;
    private final DatabaseOptions options;
    private final Consumer<AnalysisException> lastResort;
    private final boolean trusted;
    private final long mostMemoryBytes;
    private final long beganNs = System.nanoTime();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("answer-guard").unstarted(this::watch);

    private AnswerGuard(
            DuckDbSession session,
            Workspace workspace,
            DatabaseOptions options,
            Consumer<AnalysisException> lastResort,
            boolean trusted) {
        this.session = session;
        this.workspace = workspace;
        this.options = options;
        this.lastResort = lastResort;
        this.trusted = trusted;
        this.mostMemoryBytes = residentBytes() + options.memoryLimitBytes() + MEMORY_SLACK_BYTES;
    }

    /// Begins to watch; closing ends it.
    ///
    /// @param lastResort told of an answer that does not end although it was asked to
    /// @param trusted whether only the time is limited: what dmatape's own SQL may take, DuckDB sees to
    public static AnswerGuard begin(
            DuckDbSession session,
            Workspace workspace,
            DatabaseOptions options,
            Consumer<AnalysisException> lastResort,
            boolean trusted) {
        AnswerGuard guard = new AnswerGuard(session, workspace, options, lastResort, trusted);
        guard.thread.start();
        return guard;
    }

    @Override
    public void close() {
        answered.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        session.goOn();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            Optional<AnalysisException> reason = Optional.empty();
            while (reason.isEmpty()) {
                if (answered.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                reason = excess();
            }
            end(reason.get());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Asks until somebody hears: DuckDB forgets a request that comes before it has begun.
    private void end(AnalysisException reason) throws InterruptedException {
        long askedNs = System.nanoTime();
        do {
            session.stop(reason);
            if (answered.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } while (System.nanoTime() - askedNs < LONGEST_GOODBYE_NS
                && residentBytes() < mostMemoryBytes + MEMORY_SLACK_BYTES);
        lastResort.accept(reason);
    }

    private Optional<AnalysisException> excess() {
        long tookNs = System.nanoTime() - beganNs;
        if (options.timeout().filter(limit -> tookNs > limit.toNanos()).isPresent()) {
            return Optional.of(new AnalysisException(
                    Kind.TIMEOUT,
                    "no answer within " + inSeconds(options.timeout().get()) + " (--timeout)"));
        }
        if (trusted) {
            return Optional.empty();
        }
        if (residentBytes() > mostMemoryBytes) {
            return Optional.of(new AnalysisException(
                    Kind.RESOURCES,
                    "not enough memory: the answer made the process larger than " + mostMemoryBytes
                            + " bytes; ask for less at once"));
        }
        if (workspace.sizeBytes() > options.temporaryLimitBytes()) {
            return Optional.of(new AnalysisException(
                    Kind.RESOURCES,
                    "not enough temporary disk space: the answer wrote more than " + options.temporaryLimitBytes()
                            + " bytes to " + options.temporaryFolder()));
        }
        return Optional.empty();
    }

    private static String inSeconds(Duration time) {
        return time.toNanos() % 1_000_000_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static long residentBytes() {
        try {
            String[] pages = Files.readString(MEMORY, StandardCharsets.US_ASCII).split(" ");
            return Long.parseLong(pages[RESIDENT_PAGES]) * PAGE_BYTES;
        } catch (IOException _) {
            return 0; // no such file on this system: DuckDB's own limit is all there is
        }
    }
}
