// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.result;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/// The rows of one query, read either one by one or as Arrow batches, not both. Open cursors must be
/// closed before the database is.
public final class ResultCursor implements AutoCloseable {

    private final Statement statement;
    private final DuckDBResultSet rows;
    private final List<ResultColumn> columns;

    /// A cursor before the first row; it takes over the statement.
    public ResultCursor(Statement statement, DuckDBResultSet rows) {
        this.statement = statement;
        this.rows = rows;
        this.columns = columnsOf(rows);
    }

    /// The columns, in order.
    public List<ResultColumn> columns() {
        return columns;
    }

    /// Moves to the next row.
    ///
    /// @return false when there is none
    public boolean next() {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// A value of the current row: null, Boolean, String, Long, Double, BigInteger (above 2^63),
    /// BigDecimal, or a List of these. Anything else comes as text.
    ///
    /// @param index of the column, from 0
    public @Nullable Object value(int index) {
        try {
            return plain(rows.getObject(index + 1));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// The rows as Arrow batches. The reader must be closed before this cursor.
    public ArrowReader arrow(BufferAllocator allocator, int batchRows) {
        try {
            return (ArrowReader) rows.arrowExportStream(allocator, batchRows);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            rows.close();
            statement.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static List<ResultColumn> columnsOf(DuckDBResultSet rows) {
        try {
            ResultSetMetaData meta = rows.getMetaData();
            List<ResultColumn> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(new ResultColumn(meta.getColumnLabel(i), meta.getColumnTypeName(i)));
            }
            return List.copyOf(columns);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Boolean b -> b;
            case BigInteger number when number.bitLength() < Long.SIZE -> number.longValueExact();
            case BigInteger number -> number;
            case BigDecimal number -> number;
            case Float number -> number.doubleValue();
            case Double number -> number;
            case Number number -> number.longValue();
            case Array array -> list(array);
            default -> value.toString();
        };
    }

    private static List<@Nullable Object> list(Array array) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object element : Arrays.asList((@Nullable Object[]) array.getArray())) {
            values.add(plain(element));
        }
        return values;
    }

    private static AnalysisException failed(SQLException e) {
        return new AnalysisException(Kind.INTERNAL, "reading the result failed: " + e.getMessage(), e);
    }
}
