// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.DatabaseOptions.Access;
import org.dmatape.analyze.database.internal.AnswerGuard;
import org.dmatape.analyze.database.internal.DuckDbSession;
import org.dmatape.analyze.database.internal.SchemaListing;
import org.dmatape.analyze.database.internal.ScopeMacros;
import org.dmatape.analyze.database.internal.ScopedEvidence;
import org.dmatape.analyze.database.internal.ScopedThreads;
import org.dmatape.analyze.database.internal.SessionMacros;
import org.dmatape.analyze.database.internal.TableLoader;
import org.dmatape.analyze.database.internal.Workspace;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.Evidence;
import org.dmatape.queries.PositionalSql;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryKind;
import org.dmatape.queries.SqlText;
import org.jspecify.annotations.Nullable;

/// A tape in DuckDB. Tables are copied when a query first names them, the tables the canned queries build
/// on are computed when a query first needs them, and everything is gone when the database is closed.
///
/// Not for use by several threads at once.
public final class TapeDatabase implements SqlDatabase {

    /// Beyond this share of the memory limit the database goes to a private temporary file.
    private static final int MEMORY_SHARE_DIVISOR = 3;

    private static final long ESTIMATED_ROW_BYTES = 100;

    /// Words of statements about the schema, wherever they stand.
    private static final Set<String> ABOUT_THE_SCHEMA =
            Set.of("show", "describe", "summarize", "pragma", "information_schema", "duckdb_tables", "duckdb_columns");

    /// How a transaction begins: its end must not take away what was loaded meanwhile. Elsewhere in a statement
    /// these words are names.
    private static final Set<String> BEGINS_A_TRANSACTION = Set.of("begin", "start");

    private final TableSource source;
    private final QueryCatalogue catalogue;
    private final Workspace workspace;
    private final BufferAllocator allocator;
    private final DuckDbSession session;
    private final TableLoader loader;
    private final DatabaseOptions options;
    private final Set<String> defined = new HashSet<>();
    private Consumer<AnalysisException> lastResort = _ -> {};
    private boolean keysDefined;
    private long loadedInNs;
    private boolean restricted;

    private TapeDatabase(TableSource source, QueryCatalogue catalogue, DatabaseOptions options) {
        this.source = source;
        this.catalogue = catalogue;
        this.options = options;
        this.workspace = Workspace.create(options.temporaryFolder());
        this.allocator = new RootAllocator();
        this.session = DuckDbSession.open(options, workspace, needsDisk(source, options));
        this.loader = new TableLoader(source, session, allocator);
    }

    /// Opens a session over a tape.
    public static TapeDatabase open(Tape tape, DatabaseOptions options) {
        return open(NamedTape.of(tape), options);
    }

    /// Opens a session over the tables of a tape.
    public static TapeDatabase open(TableSource source, DatabaseOptions options) {
        TapeDatabase database = new TapeDatabase(source, QueryCatalogue.shipped(), options);
        try {
            database.loader.begin();
            SessionMacros.define(database.session, source.commandPids());
            ScopeMacros.everything(database.session);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public void onUnstoppable(Consumer<AnalysisException> action) {
        lastResort = action;
    }

    /// The tape's name.
    @Override
    public String name() {
        return source.name();
    }

    /// The canned queries this database answers.
    @Override
    public QueryCatalogue catalogue() {
        return catalogue;
    }

    /// Rows of a table on the tape.
    public long rowCount(TapeTable table) {
        return source.rowCount(table);
    }

    /// Restricts what the canned queries return from now on.
    ///
    /// @throws AnalysisException when the tape has no device of that name
    public void restrictTo(Scope scope) {
        if (!scope.pids().isEmpty()) {
            ScopedThreads.COLUMNS.forEach(loader::ensureNamed);
        }
        long startNs = scope.fromNs().isPresent() || scope.toNs().isPresent() ? TapeStart.of(source, allocator) : 0;
        ScopeMacros.define(session, scope, startNs);
        restricted = !scope.isEverything();
    }

    /// Answers a canned query.
    ///
    /// @param arguments values for its parameters by name; those left out take their defaults
    @Override
    public ResultCursor query(CannedQuery query, Map<String, String> arguments) {
        session.resume();
        try (AnswerGuard _ = guard(true)) {
            return answer(query, arguments);
        }
    }

    private ResultCursor answer(CannedQuery query, Map<String, String> arguments) {
        prepareTimed(query);
        PositionalSql sql = query.positional();
        PositionalSql scoped = query.kind() == QueryKind.CHECK
                ? new PositionalSql(
                        "SELECT * FROM (" + sql.sql() + "\n) WHERE finding_in_scope(device, ts_ns, cpu, events)",
                        sql.parameterNames())
                : sql;
        return rows(scoped, Arguments.of(query, arguments), "query " + query.id());
    }

    /// Runs a statement somebody typed in. All tables and views that it names are loaded first. Addresses may be
    /// written in hexadecimal.
    ///
    /// @return its rows; empty when it is of a kind that has none
    @Override
    public Optional<ResultCursor> execute(String sql) {
        session.resume();
        session.returnHome();
        try (AnswerGuard _ = guard(options.access() != Access.TAPE_ONLY)) {
            String statement = SqlText.decimalAddresses(sql);
            loadFor(statement);
            return run(new PositionalSql(statement, List.of()), Map.of(), Kind.USAGE, "SQL");
        } catch (AnalysisException failure) {
            throw UnknownTable.explained(failure, catalogue);
        }
    }

    private AnswerGuard guard(boolean trusted) {
        return AnswerGuard.begin(session, workspace, options, lastResort, trusted);
    }

    /// The tables and views there are now, whoever made them, with their columns.
    @Override
    public SequencedMap<String, List<String>> loadedColumns() {
        String columns = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal ORDER BY table_oid,"
                + " column_index";
        return SchemaListing.columnsByTable(rows(columns, "listing columns"));
    }

    /// Every function SQL can call, in the order of their names.
    @Override
    public List<String> functionNames() {
        return SchemaListing.names(rows(SchemaListing.FUNCTIONS, "listing functions"));
    }

    /// Ends the statement that another thread runs; there it fails with an exception of kind CANCELLED. For any
    /// thread.
    @Override
    public void cancel() {
        session.cancel();
    }

    /// How far the running statement has come, 0 to 1, where that is known. For any thread.
    @Override
    public OptionalDouble progress() {
        return session.progress();
    }

    @Override
    public long loadedInNs() {
        return loadedInNs;
    }

    private void loadFor(String sql) {
        long beganNs = System.nanoTime();
        loadWhatIsNamed(sql);
        loadedInNs += System.nanoTime() - beganNs;
    }

    private void loadWhatIsNamed(String sql) {
        SequencedSet<String> words = SqlText.words(sql);
        if (needsEverything(words)) {
            loadEverything();
        } else {
            loadNamed(words);
        }
    }

    private static boolean needsEverything(SequencedSet<String> words) {
        return words.stream().anyMatch(ABOUT_THE_SCHEMA::contains)
                || words.stream().limit(1).anyMatch(BEGINS_A_TRANSACTION::contains);
    }

    /// Loads every table and defines every view: for an interactive shell.
    public void loadEverything() {
        for (TapeTable table : TapeTable.values()) {
            loader.ensureWhole(table);
        }
        catalogue.definedTables().values().forEach(this::define);
    }

    /// Brings everything that was loaded into the database's file, if it has one.
    public void writeOut() {
        session.execute("CHECKPOINT");
    }

    /// Loads what a canned query reads and defines the tables it builds on. Preparing several queries
    /// before running the first reads each table of the tape once instead of once per query that needs
    /// another column.
    public void prepare(CannedQuery... queries) {
        try (AnswerGuard _ = guard(true)) {
            prepareNow(queries);
        }
    }

    private void prepareTimed(CannedQuery query) {
        long beganNs = System.nanoTime();
        prepareNow(query);
        loadedInNs += System.nanoTime() - beganNs;
    }

    private void prepareNow(CannedQuery... queries) {
        List<CannedQuery> needed = new ArrayList<>();
        for (CannedQuery query : queries) {
            needed.addAll(catalogue.prerequisites(query));
            needed.add(query);
        }
        Set<String> words = new LinkedHashSet<>();
        needed.forEach(query -> words.addAll(query.words()));
        if (restricted) {
            words.addAll(ScopedEvidence.COLUMNS);
        }
        for (TapeTable table : TapeTable.values()) {
            if (words.contains(table.tableName())) {
                loader.ensureNamed(table, words);
            }
        }
        for (CannedQuery query : queries) {
            catalogue.prerequisites(query).forEach(table -> define(table.id()));
        }
    }

    /// Why a canned query means nothing on this tape; empty when the tape holds the evidence it needs. Under a
    /// filter, evidence outside of it does not count.
    @Override
    public Optional<String> missingEvidence(CannedQuery query) {
        Optional<String> notRecorded = source.unrecorded().stream()
                .filter(unrecorded -> unrecorded.checks().contains(query.id()))
                .map(unrecorded -> "not recorded: " + unrecorded.what() + " (" + unrecorded.reason() + ")")
                .findFirst();
        if (notRecorded.isPresent()) {
            return notRecorded;
        }
        try (AnswerGuard _ = guard(true)) {
            prepareTimed(query);
            return missingRows(query);
        }
    }

    private Optional<String> missingRows(CannedQuery query) {
        return query.evidence().stream()
                .filter(evidence -> !holds(evidence.condition()))
                .map(Evidence::reason)
                .findFirst();
    }

    private boolean holds(String condition) {
        String inScope = restricted ? ScopedEvidence.restrict(session, condition) : condition;
        try (ResultCursor row = rows("SELECT coalesce((" + inScope + "), false)", "evidence")) {
            return row.next() && Boolean.TRUE.equals(row.value(0));
        }
    }

    /// The rows of a query of dmatape's own that has no parameters.
    private ResultCursor rows(String sql, String doing) {
        return rows(new PositionalSql(sql, List.of()), Map.of(), doing);
    }

    /// The rows of a query of dmatape's own.
    private ResultCursor rows(PositionalSql sql, Map<String, Object> values, String doing) {
        return run(sql, values, Kind.INTERNAL, doing)
                .orElseThrow(() -> new AnalysisException(Kind.INTERNAL, doing + ": no query"));
    }

    private Optional<ResultCursor> run(PositionalSql sql, Map<String, Object> values, Kind blame, String doing) {
        return session.answer(sql.sql(), statement -> bind(statement, sql.parameterNames(), values), blame, doing);
    }

    @Override
    public void close() {
        try (workspace;
                allocator;
                session) {
            defined.clear();
        }
    }

    private static void bind(PreparedStatement statement, List<String> names, Map<String, Object> values)
            throws SQLException {
        for (int i = 0; i < names.size(); i++) {
            @Nullable Object value = values.get(names.get(i));
            statement.setObject(i + 1, value);
        }
    }

    private void loadNamed(Set<String> words) {
        Map<String, String> definedBy = catalogue.definedTables();
        Set<String> tables = words.stream()
                .filter(definedBy::containsKey)
                .map(definedBy::get)
                .collect(Collectors.toSet());
        CannedQuery[] definitions =
                tables.stream().map(id -> catalogue.find(id).orElseThrow()).toArray(CannedQuery[]::new);
        prepareNow(definitions);
        tables.forEach(this::define);
        for (TapeTable table : TapeTable.values()) {
            if (words.contains(table.tableName())) {
                loader.ensureWhole(table);
            }
        }
    }

    private void define(String id) {
        CannedQuery query = catalogue.find(id).orElseThrow();
        if (!defined.contains(id)) {
            if (!keysDefined && SessionMacros.needsKeys(query)) {
                SessionMacros.defineKeys(session, source);
                keysDefined = true;
            }
            query.statements().forEach(session::execute);
            defined.add(id);
        }
    }

    private static boolean needsDisk(TableSource source, DatabaseOptions options) {
        long rows = 0;
        for (TapeTable table : TapeTable.values()) {
            rows += source.rowCount(table);
        }
        return rows * ESTIMATED_ROW_BYTES > options.memoryLimitBytes() / MEMORY_SHARE_DIVISOR;
    }
}
