// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;

/// Counts the rows of Parquet files, from what the files say of themselves.
final class ParquetRows implements AutoCloseable {

    private final Connection connection;

    private ParquetRows(Connection connection) {
        this.connection = connection;
    }

    static ParquetRows open(Path lake) {
        Properties properties = new Properties();
        properties.setProperty("threads", "1");
        properties.setProperty("autoload_known_extensions", "false");
        try {
            return new ParquetRows(DriverManager.getConnection("jdbc:duckdb:", properties));
        } catch (SQLException e) {
            throw new AnalysisException(Kind.RESOURCES, "cannot start DuckDB over " + lake + ": " + e.getMessage(), e);
        }
    }

    /// Rows of one file.
    long count(Path file) {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT coalesce(sum(num_rows), 0)::BIGINT FROM parquet_file_metadata(?)")) {
            statement.setString(1, file.toString());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new AnalysisException(Kind.TAPE, "cannot be read as Parquet: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AnalysisException(Kind.INTERNAL, "DuckDB did not close: " + e.getMessage(), e);
        }
    }
}
