// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.lake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.DatabaseOptions.Access;
import org.dmatape.analyze.database.Scope;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.lab.store.LakeFile;
import org.dmatape.analyze.lab.store.StoredCapture;
import org.dmatape.analyze.result.ResultColumn;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.queries.CannedQuery;
import org.jspecify.annotations.Nullable;

/// Answers a canned query capture by capture and gathers the rows in one table, which spills to disk where it is
/// large.
final class CaptureAnswers {

    private static final String ANSWER = "answer_of_captures";
    private static final String INPUT = "answer_of_capture";
    private static final int ROWS_PER_BATCH = 65_536;
    private static final double MS_PER_SECOND = 1_000;

    private final LakeSession session;
    private final List<StoredCapture> captures;
    private final Map<String, List<LakeFile>> files;
    private final Path lake;
    private final DatabaseOptions options;
    private final Consumer<String> notes;
    private final AtomicReference<@Nullable TapeDatabase> running = new AtomicReference<>();
    private Consumer<AnalysisException> lastResort = _ -> {};
    private Scope scope = Scope.everything();

    CaptureAnswers(
            LakeSession session,
            List<StoredCapture> captures,
            Map<String, List<LakeFile>> files,
            Path lake,
            DatabaseOptions options,
            Consumer<String> notes) {
        this.session = session;
        this.captures = captures;
        this.files = files;
        this.lake = lake;
        this.options = options.withAccess(Access.TAPE_ONLY);
        this.notes = notes;
    }

    /// Why not one capture can answer; empty when one can.
    Optional<String> missingEvidence(CannedQuery query) {
        Optional<String> reason = Optional.of("no capture was chosen");
        for (StoredCapture capture : captures) {
            try (LakeTables tables = tables(capture);
                    TapeDatabase database = open(tables, options)) {
                reason = database.missingEvidence(query);
                if (reason.isEmpty()) {
                    return reason;
                }
            }
        }
        return reason;
    }

    /// The rows of all captures that have the evidence, in their order.
    ResultCursor query(CannedQuery query, Map<String, String> arguments) {
        session.session().resume();
        session.session().returnHome();
        session.execute("DROP TABLE IF EXISTS " + ANSWER);
        boolean begun = false;
        long beganNs = System.nanoTime();
        for (StoredCapture capture : captures) {
            try (LakeTables tables = tables(capture);
                    TapeDatabase database = open(tables, options.withTimeout(timeLeft(beganNs)))) {
                database.onUnstoppable(lastResort);
                running.set(database);
                Optional<String> missing = database.missingEvidence(query);
                if (missing.isPresent()) {
                    notes.accept(capture.name() + " (" + capture.capture() + "): " + missing.get());
                } else {
                    append(capture, database.query(query, arguments), begun);
                    begun = true;
                }
            } catch (AnalysisException e) {
                throw e.kind() == Kind.TIMEOUT ? outOfTime() : e;
            } finally {
                running.set(null);
            }
        }
        if (!begun) {
            throw new AnalysisException(Kind.USAGE, query.id() + " cannot be answered from any of the captures");
        }
        return session.rows("FROM " + ANSWER);
    }

    /// The limit is one for all captures together.
    private Optional<Duration> timeLeft(long beganNs) {
        Optional<Duration> left = options.timeout().map(limit -> limit.minusNanos(System.nanoTime() - beganNs));
        if (left.filter(time -> !time.isPositive()).isPresent()) {
            throw outOfTime();
        }
        return left;
    }

    private AnalysisException outOfTime() {
        double seconds = options.timeout().map(Duration::toMillis).orElse(0L) / MS_PER_SECOND;
        return new AnalysisException(
                Kind.TIMEOUT,
                "no answer from all " + captures.size() + " captures within " + seconds + " s (--timeout)");
    }

    /// From now on answers are about this part of each capture.
    void restrictTo(Scope part) {
        scope = part;
    }

    /// What to do about an answer that takes too much and does not end when asked.
    void onUnstoppable(Consumer<AnalysisException> action) {
        lastResort = action;
    }

    /// Ends the query that another thread runs.
    void cancel() {
        TapeDatabase database = running.get();
        if (database != null) {
            database.cancel();
        }
    }

    private LakeTables tables(StoredCapture capture) {
        return LakeTables.open(capture.name(), files.getOrDefault(capture.capture(), List.of()), lake);
    }

    private TapeDatabase open(LakeTables tables, DatabaseOptions limits) {
        TapeDatabase database = TapeDatabase.open(tables, limits);
        database.restrictTo(scope);
        return database;
    }

    private void append(StoredCapture capture, ResultCursor rows, boolean begun) {
        String select = "SELECT " + LakeSession.quoted(capture.capture()) + " AS capture, DATE '" + capture.night()
                + "' AS date, " + LakeSession.quoted(capture.host()) + " AS host, "
                + LakeSession.quoted(capture.scenario()) + " AS scenario, "
                + rows.columns().stream().map(CaptureAnswers::plain).collect(Collectors.joining(", ")) + " FROM "
                + INPUT;
        try (BufferAllocator allocator = new RootAllocator();
                rows;
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            // the stream closes the reader when it is released
            Data.exportArrayStream(allocator, rows.arrow(allocator, ROWS_PER_BATCH), stream);
            session.session().connection().registerArrowStream(INPUT, stream);
            try {
                session.execute((begun ? "INSERT INTO " + ANSWER + " " : "CREATE TABLE " + ANSWER + " AS ") + select);
            } finally {
                // the view reads from the stream's memory: it must be gone before the stream is
                session.session().cleanUp("DROP VIEW IF EXISTS " + INPUT);
            }
        }
    }

    /// Each tape has its own enumeration of its devices.
    private static String plain(ResultColumn column) {
        String quoted = '"' + column.name().replace("\"", "\"\"") + '"';
        return column.sqlType().startsWith("ENUM") ? quoted + "::VARCHAR AS " + quoted : quoted;
    }
}
