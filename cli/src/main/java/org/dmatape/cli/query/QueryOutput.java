// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.query;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.dmatape.analyze.database.SqlDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.SqlText;

/// Answers one query in the format asked for.
public final class QueryOutput {

    private final SqlDatabase database;
    private final OutputFormat format;
    private final Session session;
    private long rowCount;

    /// @param database the tape
    /// @param format of the answer
    /// @param session where the answer goes
    public QueryOutput(SqlDatabase database, OutputFormat format, Session session) {
        this.database = database;
        this.format = format;
        this.session = session;
    }

    /// Rows that were written, of all answers.
    public long rowCount() {
        return rowCount;
    }

    /// Answers a canned query; without the evidence it needs, says so instead.
    public ExitCode canned(String name, Map<String, String> parameters) throws IOException {
        CannedQuery query = QueryNames.find(database.catalogue(), name);
        Optional<String> missing = database.missingEvidence(query);
        if (missing.isPresent()) {
            session.messages().println("dmatape: " + name + " cannot be answered from this tape: " + missing.get());
            return ExitCode.INCONCLUSIVE;
        }
        try (ResultCursor rows = database.query(query, parameters)) {
            write(rows);
        }
        return ExitCode.DONE;
    }

    /// Answers SQL of the user's own: every statement that has rows, one after the other.
    ///
    /// @param mayBeSilent whether there may be none: statements that write files have no rows
    public ExitCode sql(String sql, boolean mayBeSilent) throws IOException {
        AnswerSeries answers = new AnswerSeries();
        for (String statement : SqlText.statements(sql)) {
            Optional<ResultCursor> answer = database.execute(statement);
            if (answer.isPresent()) {
                try (ResultCursor rows = answer.get()) {
                    answers.next(format, session);
                    write(rows);
                }
            }
        }
        if (answers.isEmpty() && !mayBeSilent) {
            throw new UsageException("SQL: the statement returns no rows; only queries do");
        }
        return ExitCode.DONE;
    }

    private void write(ResultCursor rows) throws IOException {
        if (format == OutputFormat.ARROW) {
            rowCount += ArrowCopy.write(rows, session);
        } else {
            CursorRows counted = new CursorRows(rows);
            format.writer().write(counted, session);
            rowCount += counted.count();
        }
    }
}
