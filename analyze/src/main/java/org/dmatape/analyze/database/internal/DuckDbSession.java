// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.DatabaseOptions.Access;
import org.dmatape.analyze.result.ResultCursor;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/// A DuckDB connection whose settings nobody can change any more.
public final class DuckDbSession implements AutoCloseable {

    private static final String CANCELLED = "cancelled";
    private static final String IN_MEMORY = "jdbc:duckdb:";

    /// The oldest storage format that holds functions with typed parameters: DuckDB 1.4 and everything after it opens
    /// the file.
    private static final String STORAGE_VERSION = "v1.4.0";

    private final DuckDBConnection connection;
    private final String home;
    private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();
    private volatile boolean cancelled;
    private volatile Optional<AnalysisException> stopped = Optional.empty();

    private DuckDbSession(DuckDBConnection connection) throws SQLException {
        this.connection = connection;
        this.home = '"' + connection.getCatalog().replace("\"", "\"\"") + "\".main";
    }

    /// Opens an empty database.
    ///
    /// @param onDisk true puts it into the workspace instead of into memory, unless the options name a file
    public static DuckDbSession open(DatabaseOptions options, Workspace workspace, boolean onDisk) {
        Path file = options.keptFile().orElse(workspace.databaseFile());
        boolean inFile = onDisk || options.keptFile().isPresent();
        try {
            DuckDbSession session = new DuckDbSession(
                    DriverManager.getConnection(inFile ? IN_MEMORY + file : IN_MEMORY, properties(options, workspace))
                            .unwrap(DuckDBConnection.class));
            session.configure(options);
            return session;
        } catch (SQLException e) {
            throw failure(Kind.RESOURCES, "cannot start DuckDB", e);
        } catch (LinkageError e) {
            throw new AnalysisException(
                    Kind.RESOURCES,
                    "cannot start DuckDB: its library cannot be loaded, or not be unpacked to "
                            + options.temporaryFolder() + ": "
                            + Optional.ofNullable(e.getCause()).orElse(e).getMessage(),
                    e);
        }
    }

    /// Progress is counted but not printed; from then on nobody changes a setting.
    private void configure(DatabaseOptions options) {
        execute("SET enable_progress_bar = true");
        execute("SET enable_progress_bar_print = false");
        execute("SET progress_bar_time = 0");
        if (options.access() != Access.EVERYTHING) {
            execute("SET lock_configuration = true");
        }
    }

    /// The connection.
    public DuckDBConnection connection() {
        return connection;
    }

    /// Runs a statement of dmatape's own.
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            run(statement, () -> statement.execute(sql));
        } catch (SQLException e) {
            throw failure(Kind.INTERNAL, "DuckDB refused a statement of dmatape's own", e);
        }
    }

    /// Undoes a `USE` or `SET schema`, which a locked configuration does not keep anybody from: unqualified names are
    /// those of the tape again. A transaction of the user's that failed is ended: nothing else can be done with it.
    public void returnHome() {
        try {
            execute("USE " + home);
        } catch (AnalysisException refused) {
            if (refused.kind() != Kind.INTERNAL) {
                throw refused;
            }
            cleanUp("ROLLBACK");
            execute("USE " + home);
        }
    }

    /// Runs a statement that must run even when the user has cancelled.
    public void cleanUp(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(Kind.INTERNAL, "DuckDB refused a statement of dmatape's own", e);
        }
    }

    /// Part of the work on a statement.
    public interface StatementWork {

        /// Does it.
        ///
        /// @return whether there are rows
        boolean run() throws SQLException;
    }

    /// Does work on a statement so that [#cancel] ends it.
    ///
    /// @return what the work returns
    public boolean run(Statement statement, StatementWork work) throws SQLException {
        if (cancelled) {
            throw new AnalysisException(Kind.CANCELLED, CANCELLED);
        }
        running.set(statement);
        try {
            throwIfStopped();
            return work.run();
        } catch (SQLException failure) {
            throwIfStopped();
            throw failure;
        } finally {
            running.set(null);
        }
    }

    /// Gives a statement the values of its parameters.
    public interface Binding {

        /// Sets them.
        void bind(PreparedStatement statement) throws SQLException;
    }

    /// Runs a statement of any kind.
    ///
    /// @param blame whose mistake it is when DuckDB refuses it
    /// @param doing what is being done, for messages
    /// @return its rows; empty when it is of a kind that has none
    public Optional<ResultCursor> answer(String sql, Binding binding, Kind blame, String doing) {
        try {
            PreparedStatement statement = connection.prepareStatement(sql);
            try {
                binding.bind(statement);
                if (!run(statement, statement::execute)) {
                    statement.close();
                    return Optional.empty();
                }
                return Optional.of(
                        new ResultCursor(statement, statement.getResultSet().unwrap(DuckDBResultSet.class)));
            } catch (SQLException e) {
                statement.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failure(blame, doing, e);
        }
    }

    private void throwIfStopped() {
        stopped.ifPresent(reason -> {
            throw new AnalysisException(reason.kind(), String.valueOf(reason.getMessage()), reason);
        });
    }

    /// Ends what is running, and whatever is run until [#goOn]; whoever runs it gets an exception like `reason`. For
    /// any thread.
    public void stop(AnalysisException reason) {
        stopped = Optional.of(reason);
        interrupt();
    }

    /// Lets statements run again after [#stop].
    public void goOn() {
        stopped = Optional.empty();
    }

    /// Ends what is running; whoever runs it gets an exception of kind CANCELLED. For any thread.
    public void cancel() {
        cancelled = true;
        interrupt();
    }

    private void interrupt() {
        Statement statement = running.get();
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                throw failure(Kind.INTERNAL, "the statement cannot be cancelled", e);
            }
        }
    }

    /// Forgets that something was cancelled.
    public void resume() {
        cancelled = false;
    }

    /// How far the running statement has come, 0 to 1, where DuckDB can tell. For any thread.
    public OptionalDouble progress() {
        if (!(running.get() instanceof DuckDBPreparedStatement statement)) {
            return OptionalDouble.empty();
        }
        try {
            double percent = statement.getQueryProgress().getPercentage();
            return percent < 0 ? OptionalDouble.empty() : OptionalDouble.of(percent / 100);
        } catch (SQLException over) {
            return OptionalDouble.empty();
        }
    }

    /// The exception for an SQL error: what DuckDB says, blamed on `kind` unless memory or disk ran out.
    public static AnalysisException failure(Kind kind, String doing, SQLException e) {
        String message = String.valueOf(e.getMessage()).strip();
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.startsWith("out of memory error")
                || (lower.contains("no space left") && lower.contains(Workspace.SPILL))) {
            return new AnalysisException(
                    Kind.RESOURCES,
                    "not enough memory or temporary disk space: " + firstLine(message) + "; a higher --memory helps",
                    e);
        }
        if (lower.contains("no space left on device")) {
            return new AnalysisException(
                    Kind.RESOURCES,
                    doing + ": " + firstLine(message) + "; make room there, or choose another folder",
                    e);
        }
        if (lower.startsWith("interrupt error")) {
            return new AnalysisException(Kind.CANCELLED, CANCELLED, e);
        }
        return new AnalysisException(kind, doing + ": " + message, e);
    }

    /// Without DuckDB's advice, which is about settings nobody may change here.
    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(Kind.INTERNAL, "DuckDB did not close", e);
        }
    }

    private static Properties properties(DatabaseOptions options, Workspace workspace) {
        Properties properties = new Properties();
        properties.setProperty("threads", Integer.toString(options.threads()));
        properties.setProperty("memory_limit", options.memoryLimitBytes() + "B");
        properties.setProperty("temp_directory", workspace.spillFolder().toString());
        properties.setProperty("max_temp_directory_size", options.temporaryLimitBytes() + "B");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("enable_external_access", Boolean.toString(options.access() != Access.TAPE_ONLY));
        properties.setProperty("storage_compatibility_version", STORAGE_VERSION);
        return properties;
    }
}
