// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.lake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.TableSource;
import org.dmatape.analyze.lab.store.LakeFile;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.duckdb.DuckDBResultSet;

/// The tables of one capture, read from the lake. The canned queries see what they would see of the tape it was
/// made from.
final class LakeTables implements TableSource, AutoCloseable {

    private static final int ROWS_PER_BATCH = 65_536;

    private final String name;
    private final Map<String, LakeFile> files;
    private final Path lake;
    private final Connection connection;

    private LakeTables(String name, Map<String, LakeFile> files, Path lake, Connection connection) {
        this.name = name;
        this.files = files;
        this.lake = lake;
        this.connection = connection;
    }

    /// Opens a capture.
    ///
    /// @param lake the lake's folder
    static LakeTables open(String name, List<LakeFile> files, Path lake) {
        Properties properties = new Properties();
        properties.setProperty("threads", "1");
        properties.setProperty("autoload_known_extensions", "false");
        try {
            return new LakeTables(
                    name,
                    files.stream().collect(Collectors.toMap(LakeFile::table, file -> file)),
                    lake,
                    DriverManager.getConnection("jdbc:duckdb:", properties));
        } catch (SQLException e) {
            throw new AnalysisException(Kind.RESOURCES, "cannot start DuckDB: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long rowCount(TapeTable table) {
        LakeFile file = files.get(table.tableName());
        return file == null ? 0 : file.rows();
    }

    @Override
    public ArrowReader open(TapeTable table, List<TapeColumn> columns, BufferAllocator allocator) {
        LakeFile file = files.get(table.tableName());
        if (file == null) {
            throw new IllegalStateException("a table without rows is not read: " + table.tableName());
        }
        String sql = "SELECT " + columns.stream().map(LakeTables::unsigned).collect(Collectors.joining(", "))
                + " FROM read_parquet('" + lake.resolve(file.path()).toString().replace("'", "''")
                + "', hive_partitioning = false)";
        try {
            // the reader outlives this method; the statement ends with the connection
            Statement statement = connection.createStatement();
            DuckDBResultSet rows = statement.executeQuery(sql).unwrap(DuckDBResultSet.class);
            return (ArrowReader) rows.arrowExportStream(allocator, ROWS_PER_BATCH);
        } catch (SQLException e) {
            throw new AnalysisException(
                    Kind.TAPE,
                    "table " + table.tableName() + " of capture " + name + " cannot be read: " + e.getMessage()
                            + " ('dmatape store verify' says what else is wrong)",
                    e);
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

    /// The lake has no unsigned numbers: what needs 64 bits is signed with the same bits.
    private static String unsigned(TapeColumn column) {
        String quoted = '"' + column.columnName() + '"';
        return column.spec().type() == ColumnType.UINT64 ? unsigned(quoted) + " AS " + quoted : quoted;
    }

    /// The unsigned number with the bits of a signed one.
    static String unsigned(String expression) {
        return "CASE WHEN " + expression + " >= 0 THEN " + expression + "::UBIGINT ELSE (" + expression
                + "::HUGEINT + 18446744073709551616)::UBIGINT END";
    }
}
