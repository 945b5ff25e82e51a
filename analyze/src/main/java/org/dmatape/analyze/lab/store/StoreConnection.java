// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.jspecify.annotations.Nullable;

/// The database of a store. Several threads may use it; they take turns.
final class StoreConnection implements AutoCloseable {

    private static final String MEMORY_LIMIT = "512MB";

    private final Connection connection;
    private final ReentrantLock turn = new ReentrantLock();

    private StoreConnection(Connection connection) {
        this.connection = connection;
    }

    /// Makes something of a row.
    interface RowReader<T> {

        /// The current row.
        T read(ResultSet row) throws SQLException;
    }

    static StoreConnection open(Path database, boolean readOnly) {
        Properties properties = new Properties();
        properties.setProperty("memory_limit", MEMORY_LIMIT);
        properties.setProperty("threads", "1");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("enable_external_access", "false");
        if (readOnly) {
            properties.setProperty("duckdb.read_only", "true");
        }
        try {
            return new StoreConnection(DriverManager.getConnection("jdbc:duckdb:" + database, properties));
        } catch (SQLException e) {
            throw failure("the store's database " + database + " cannot be opened", e);
        }
    }

    /// Runs a statement.
    void execute(String sql, @Nullable Object... values) {
        turn.lock();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.execute();
        } catch (SQLException e) {
            throw failure("writing the store", e);
        } finally {
            turn.unlock();
        }
    }

    /// Runs a statement once for each list of values.
    void executeAll(String sql, List<? extends @Nullable Object[]> rows) {
        turn.lock();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : rows) {
                bind(statement, row);
                statement.execute();
            }
        } catch (SQLException e) {
            throw failure("writing the store", e);
        } finally {
            turn.unlock();
        }
    }

    /// All rows of a query.
    <T> List<T> rows(String sql, RowReader<T> reader, @Nullable Object... values) {
        turn.lock();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw failure("reading the store", e);
        } finally {
            turn.unlock();
        }
    }

    /// Does everything or nothing.
    void transaction(Runnable work) {
        turn.lock();
        try {
            plain("BEGIN TRANSACTION");
            try {
                work.run();
                plain("COMMIT");
            } catch (RuntimeException e) {
                rollBack(e);
                throw e;
            }
        } finally {
            turn.unlock();
        }
    }

    private void rollBack(RuntimeException failure) {
        try {
            plain("ROLLBACK");
        } catch (AnalysisException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private void plain(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure("writing the store", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("closing the store", e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /// A disk that is full or a file that is damaged is not a defect of the program.
    private static AnalysisException failure(String doing, SQLException e) {
        String message = String.valueOf(e.getMessage()).strip();
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("io error")
                || lower.contains("no space left")
                || lower.contains("out of memory")
                || lower.contains("fatal error")) {
            return new AnalysisException(Kind.RESOURCES, doing + ": " + message, e);
        }
        boolean damaged =
                lower.contains("serialization") || lower.contains("not a valid duckdb") || lower.contains("corrupt");
        return new AnalysisException(damaged ? Kind.TAPE : Kind.INTERNAL, doing + ": " + message, e);
    }
}
