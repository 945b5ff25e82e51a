// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// DuckDB's parser: the canned queries are in its dialect, so its own syntax tree is what they mean.
///
/// The tree is what `json_serialize_sql` returns. It belongs to the version of DuckDB the build names.
final class SyntaxParser implements AutoCloseable {

    private final ObjectMapper json = new ObjectMapper();
    private final Connection connection;
    private final PreparedStatement serialize;

    private SyntaxParser(Connection connection, PreparedStatement serialize) {
        this.connection = connection;
        this.serialize = serialize;
    }

    static SyntaxParser open() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            return new SyntaxParser(connection, connection.prepareStatement("SELECT json_serialize_sql(?)"));
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB's parser cannot be started: " + e.getMessage(), e);
        }
    }

    /// The tree of a SELECT statement.
    JsonNode query(String sql) {
        try {
            serialize.setString(1, sql);
            try (ResultSet row = serialize.executeQuery()) {
                row.next();
                JsonNode tree = json.readTree(row.getString(1));
                if (tree.path("error").asBoolean()) {
                    throw new UntranslatableException("DuckDB does not parse it as a query: "
                            + tree.path("error_message").asText());
                }
                return tree.path("statements").path(0).path("node");
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("DuckDB's parser failed: " + e.getMessage(), e);
        }
    }

    /// The tree of an expression.
    JsonNode expression(String sql) {
        return query("SELECT " + sql).path("select_list").path(0);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB's parser did not close: " + e.getMessage(), e);
        }
    }
}
