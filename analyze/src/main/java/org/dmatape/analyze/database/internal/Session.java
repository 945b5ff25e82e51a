// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.DatabaseOptions;
import org.duckdb.DuckDBConnection;

/// A DuckDB connection whose settings nobody can change any more.
public final class Session implements AutoCloseable {

    private static final String IN_MEMORY = "jdbc:duckdb:";

    private final DuckDBConnection connection;

    private Session(DuckDBConnection connection) {
        this.connection = connection;
    }

    /// Opens an empty database.
    ///
    /// @param onDisk true puts it into the workspace instead of into memory
    public static Session open(DatabaseOptions options, Workspace workspace, boolean onDisk) {
        Path file = workspace.databaseFile();
        try {
            return new Session(
                    DriverManager.getConnection(onDisk ? IN_MEMORY + file : IN_MEMORY, properties(options, workspace))
                            .unwrap(DuckDBConnection.class));
        } catch (SQLException e) {
            throw failure(Kind.RESOURCES, "cannot start DuckDB", e);
        }
    }

    /// The connection.
    public DuckDBConnection connection() {
        return connection;
    }

    /// Runs a statement of dmatape's own.
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(Kind.INTERNAL, "DuckDB refused a statement of dmatape's own", e);
        }
    }

    /// The exception for an SQL error: what DuckDB says, blamed on `kind` unless memory or disk ran out.
    public static AnalysisException failure(Kind kind, String doing, SQLException e) {
        String message = String.valueOf(e.getMessage()).strip();
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("out of memory") || lower.contains("max_temp_directory_size")) {
            return new AnalysisException(
                    Kind.RESOURCES,
                    "not enough memory or temporary disk space: " + message + " (a higher memory limit helps)",
                    e);
        }
        return new AnalysisException(kind, doing + ": " + message, e);
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
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("enable_external_access", Boolean.toString(options.externalAccess()));
        properties.setProperty("lock_configuration", "true");
        return properties;
    }
}
