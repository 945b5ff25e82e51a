// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.lake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.Scope;
import org.dmatape.analyze.database.SqlDatabase;
import org.dmatape.analyze.database.internal.AnswerGuard;
import org.dmatape.analyze.database.internal.SchemaListing;
import org.dmatape.analyze.lab.store.LabStore;
import org.dmatape.analyze.lab.store.LakeFile;
import org.dmatape.analyze.lab.store.StoredCapture;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.SqlText;

/// The captures of a lab as one database.
///
/// A canned query runs over each capture by itself, as it would over its tape, because event ids and the pairing of
/// events mean something within a capture only; its rows are put together behind four columns that say where they
/// come from. SQL of the user's own sees the tables of all captures at once, with the same columns, and the facts
/// of the store.
public final class LakeDatabase implements SqlDatabase {

    /// Statements that reach beyond what they are given, unless the user asked for it. The lake's folder can be read,
    /// and a folder that can be read can be written.
    private static final Set<String> REACHES_OUT =
            Set.of("copy", "export", "import", "attach", "detach", "install", "load", "checkpoint");

    private final LabStore store;
    private final LakeSession session;
    private final CaptureAnswers answers;
    private final QueryCatalogue catalogue = QueryCatalogue.shipped();
    private Consumer<AnalysisException> lastResort = _ -> {};

    private LakeDatabase(LabStore store, LakeSession session, CaptureAnswers answers) {
        this.store = store;
        this.session = session;
        this.answers = answers;
    }

    /// Opens some captures of a store.
    ///
    /// @param store stays open until this is closed; closing this does not close it
    /// @param captures in the order in which their rows come
    /// @param notes told of captures that have no part in an answer, and why
    public static LakeDatabase open(
            LabStore store, List<StoredCapture> captures, DatabaseOptions options, Consumer<String> notes) {
        Map<String, List<LakeFile>> files = store.captures().files();
        List<StoredCapture> present = new ArrayList<>();
        for (StoredCapture capture : captures) {
            if (files.containsKey(capture.capture())) {
                present.add(capture);
            } else {
                notes.accept(
                        capture.name() + " (" + capture.capture() + "): its tape was pruned, only its facts are left");
            }
        }
        Path lake = store.layout().lake();
        LakeSession session = LakeSession.open(store.layout(), options);
        try {
            LakeViews.define(session, present, files, lake);
            session.lockDown(lake);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return new LakeDatabase(store, session, new CaptureAnswers(session, present, files, lake, options, notes));
    }

    @Override
    public String name() {
        return store.layout().folder().toString();
    }

    @Override
    public QueryCatalogue catalogue() {
        return catalogue;
    }

    /// The reason of the first capture, when no capture can answer. The answers are kept for the question that
    /// follows.
    @Override
    public Optional<String> missingEvidence(CannedQuery query) {
        return answers.missingEvidence(query);
    }

    @Override
    public ResultCursor query(CannedQuery query, Map<String, String> arguments) {
        return answers.query(query, arguments);
    }

    /// Restricts what the canned queries return from now on to a part of each capture.
    ///
    /// @param scope its times count from each capture's own first event
    /// @throws AnalysisException when no capture has the device
    public void restrictTo(Scope scope) {
        scope.device().ifPresent(this::requireDevice);
        answers.restrictTo(scope);
    }

    private void requireDevice(String device) {
        List<String> known = SchemaListing.names(session.rows("SELECT device FROM device WHERE device IS NOT NULL"
                + " UNION SELECT virtio_device FROM device WHERE virtio_device IS NOT NULL ORDER BY 1"));
        if (!known.contains(device)) {
            throw new AnalysisException(
                    Kind.USAGE,
                    "--device " + device + ": none of the captures has such a device; there are "
                            + String.join(", ", known));
        }
    }

    @Override
    public Optional<ResultCursor> execute(String sql) {
        session.session().resume();
        if (session.isConfined()) {
            requireReading(sql);
        }
        session.session().returnHome();
        try (AnswerGuard _ = session.guard(lastResort)) {
            return session.run(SqlText.decimalAddresses(sql), Kind.USAGE, "SQL");
        }
    }

    private static void requireReading(String sql) {
        SqlText.words(sql).stream().filter(REACHES_OUT::contains).findFirst().ifPresent(word -> {
            throw new AnalysisException(
                    Kind.USAGE,
                    "SQL over a store only reads it: " + word.toUpperCase(Locale.ROOT)
                            + " is not possible (as a name, write it differently)");
        });
    }

    @Override
    public void onUnstoppable(Consumer<AnalysisException> action) {
        lastResort = action;
        answers.onUnstoppable(action);
    }

    @Override
    public SequencedMap<String, List<String>> loadedColumns() {
        return SchemaListing.columnsByTable(session.rows(
                "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main'"
                        + " ORDER BY table_name, column_index"));
    }

    @Override
    public List<String> functionNames() {
        return SchemaListing.names(session.rows(SchemaListing.FUNCTIONS));
    }

    @Override
    public void cancel() {
        session.session().cancel();
        answers.cancel();
    }

    @Override
    public OptionalDouble progress() {
        return session.session().progress();
    }

    @Override
    public void close() {
        session.close();
    }
}
