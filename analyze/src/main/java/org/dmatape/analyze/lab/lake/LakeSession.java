// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.lake;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.DatabaseOptions.Access;
import org.dmatape.analyze.database.internal.AnswerGuard;
import org.dmatape.analyze.database.internal.DuckDbSession;
import org.dmatape.analyze.database.internal.SessionMacros;
import org.dmatape.analyze.database.internal.Workspace;
import org.dmatape.analyze.lab.store.StoreLayout;
import org.dmatape.analyze.result.ResultCursor;

/// A DuckDB that sees a store: its facts attached, its lake within reach, and nothing else.
final class LakeSession implements AutoCloseable {

    /// The name the facts are attached under.
    static final String FACTS = "store";

    private final Workspace workspace;
    private final DuckDbSession session;
    private final DatabaseOptions options;

    private LakeSession(Workspace workspace, DuckDbSession session, DatabaseOptions options) {
        this.workspace = workspace;
        this.session = session;
        this.options = options;
    }

    static LakeSession open(StoreLayout layout, DatabaseOptions options) {
        Workspace workspace = Workspace.create(options.temporaryFolder());
        try {
            LakeSession lake = new LakeSession(
                    workspace, DuckDbSession.open(options.withAccess(Access.EVERYTHING), workspace, false), options);
            lake.session.execute("ATTACH " + quoted(layout.database()) + " AS " + FACTS + " (READ_ONLY)");
            return lake;
        } catch (RuntimeException e) {
            workspace.close();
            throw e;
        }
    }

    /// From now on nothing but the lake can be reached, and no setting changed.
    void lockDown(Path lake) {
        SessionMacros.define(session, List.of());
        if (options.access() != Access.EVERYTHING) {
            if (isConfined()) {
                session.execute("SET allowed_directories = [" + quoted(lake) + "]");
                session.execute("SET enable_external_access = false");
            }
            session.execute("SET lock_configuration = true");
        }
    }

    DuckDbSession session() {
        return session;
    }

    /// Whether SQL reaches nothing but the store.
    boolean isConfined() {
        return options.access() == Access.TAPE_ONLY;
    }

    /// Watches what somebody's SQL takes until it is closed.
    ///
    /// @param lastResort told of an answer that does not end although it was asked to
    AnswerGuard guard(Consumer<AnalysisException> lastResort) {
        return AnswerGuard.begin(session, workspace, options, lastResort, !isConfined());
    }

    /// Runs a statement of dmatape's own.
    void execute(String sql) {
        session.execute(sql);
    }

    /// The rows of a query of dmatape's own.
    ResultCursor rows(String sql) {
        return run(sql, Kind.INTERNAL, "reading the lake")
                .orElseThrow(() -> new AnalysisException(Kind.INTERNAL, "no query: " + sql));
    }

    /// Runs a statement.
    ///
    /// @return its rows; empty when it is of a kind that has none
    Optional<ResultCursor> run(String sql, Kind blame, String doing) {
        return session.answer(sql, _ -> {}, blame, doing);
    }

    /// A path or a word as SQL has it.
    static String quoted(Object text) {
        return "'" + text.toString().replace("'", "''") + "'";
    }

    @Override
    public void close() {
        try (workspace) {
            session.close();
        }
    }
}
