// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dmatape.analyze.database.SqlDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.query.AnswerSeries;
import org.dmatape.cli.query.ArrowCopy;
import org.dmatape.cli.query.CursorRows;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.dmatape.queries.CannedQuery;

/// Runs statements and canned queries, and shows what they answer.
final class StatementRunner {

    private static final double NS_PER_SECOND = 1e9;

    private final SqlDatabase database;
    private final ShellSettings settings;
    private final Console console;
    private final AnswerSeries answers = new AnswerSeries();
    private Optional<Console.Work<Optional<ResultCursor>>> last = Optional.empty();

    StatementRunner(SqlDatabase database, ShellSettings settings, Console console) {
        this.database = database;
        this.settings = settings;
        this.console = console;
    }

    /// Runs one statement.
    void sql(String statement) throws IOException {
        run(() -> database.execute(statement));
    }

    /// Answers a canned query; without the evidence it needs, says so instead.
    void canned(CannedQuery query, Map<String, String> arguments) throws IOException {
        Optional<String> missing = console.await(() -> database.missingEvidence(query));
        if (missing.isPresent()) {
            throw new UsageException(query.id() + " cannot be answered from this tape: " + missing.get());
        }
        run(() -> Optional.of(database.query(query, arguments)));
    }

    /// Runs the last statement again, its rows going to a new file.
    void export(Path file, OutputFormat format) throws IOException {
        Console.Work<Optional<ResultCursor>> statement =
                last.orElseThrow(() -> new UsageException("there is nothing to export yet: run the statement first"));
        try (OutputStream output = new BufferedOutputStream(
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
                ResultCursor rows = console.await(statement).orElseThrow()) {
            write(rows, format, false, console.session().withData(output));
        }
    }

    private void run(Console.Work<Optional<ResultCursor>> statement) throws IOException {
        long loadedBeforeNs = database.loadedInNs();
        long beganNs = System.nanoTime();
        Optional<ResultCursor> answer = console.await(statement);
        long tookNs = System.nanoTime() - beganNs;
        long loadingNs = database.loadedInNs() - loadedBeforeNs;
        if (answer.isPresent()) {
            last = Optional.of(statement);
            try (ResultCursor rows = answer.get()) {
                boolean onTerminal = console.session().dataOnTerminal();
                if (!onTerminal) {
                    answers.next(settings.mode(), console.session());
                }
                console.show(session -> write(rows, settings.mode(), onTerminal, session));
            }
        }
        if (settings.timing()) {
            console.session()
                    .messages()
                    .printf(
                            Locale.ROOT,
                            "%.3f s, of it %.3f s to load tables%n",
                            tookNs / NS_PER_SECOND,
                            loadingNs / NS_PER_SECOND);
            console.session().messages().flush();
        }
    }

    private static void write(ResultCursor cursor, OutputFormat format, boolean onTerminal, Session session)
            throws IOException {
        if (format == OutputFormat.ARROW) {
            ArrowCopy.write(cursor, session);
            return;
        }
        Rows rows = new CursorRows(cursor);
        format.writer().write(onTerminal ? new ReadableRows(rows) : rows, session);
    }
}
