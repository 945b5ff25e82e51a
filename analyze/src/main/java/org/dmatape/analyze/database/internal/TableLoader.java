// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.TableSource;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// Copies tables of a tape into DuckDB through the Arrow C data interface, each when it is first needed
/// and only the columns that are needed.
public final class TableLoader {

    private static final String INPUT = "arrow_input";

    private final TableSource source;
    private final DuckDbSession session;
    private final BufferAllocator allocator;
    private final Map<TapeTable, Set<TapeColumn>> loaded = new EnumMap<>(TapeTable.class);

    /// A loader that has loaded nothing yet, not even the types.
    public TableLoader(TableSource source, DuckDbSession session, BufferAllocator allocator) {
        this.source = source;
        this.session = session;
        this.allocator = allocator;
    }

    /// Creates the types, which needs the names of all devices: the device table is loaded first.
    public void begin() {
        ColumnTypes.CREATE_CLOSED_TYPES.forEach(session::execute);
        ensure(TapeTable.DEVICE, TapeTable.DEVICE.columns());
        session.execute("CREATE TYPE " + ColumnTypes.DEVICE_NAME
                + " AS ENUM (SELECT DISTINCT device FROM device WHERE device IS NOT NULL ORDER BY 1)");
    }

    /// Makes sure that a table is there with the columns that `words` names.
    public void ensureNamed(TapeTable table, Set<String> words) {
        List<TapeColumn> named = table.columns().stream()
                .filter(column -> words.contains(column.columnName()))
                .toList();
        ensure(table, named.isEmpty() ? List.of(table.columns().getFirst()) : named);
    }

    /// Makes sure that a table is there with all its columns.
    public void ensureWhole(TapeTable table) {
        ensure(table, table.columns());
    }

    private void ensure(TapeTable table, List<TapeColumn> wanted) {
        Set<TapeColumn> present = loaded.getOrDefault(table, Set.of());
        if (present.containsAll(wanted)) {
            return;
        }
        Set<TapeColumn> union = new LinkedHashSet<>(present);
        union.addAll(wanted);
        List<TapeColumn> columns =
                table.columns().stream().filter(union::contains).toList();
        if (source.rowCount(table) == 0) {
            createEmpty(table, columns);
        } else {
            copy(table, columns);
        }
        loaded.put(table, union);
    }

    private void createEmpty(TapeTable table, List<TapeColumn> columns) {
        session.execute("CREATE OR REPLACE TABLE " + table.tableName() + " ("
                + columns.stream()
                        .map(column -> quoted(column) + " " + ColumnTypes.sqlType(column))
                        .collect(Collectors.joining(", "))
                + ")");
    }

    private void copy(TapeTable table, List<TapeColumn> columns) {
        ArrowReader reader = source.open(table, columns, allocator);
        try (ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            Data.exportArrayStream(allocator, reader, stream);
            session.connection().registerArrowStream(INPUT, stream);
            try (Statement statement = session.connection().createStatement()) {
                String create = "CREATE OR REPLACE TABLE " + table.tableName() + " AS SELECT "
                        + columns.stream().map(TableLoader::typed).collect(Collectors.joining(", ")) + " FROM " + INPUT;
                session.run(statement, () -> statement.execute(create));
            } finally {
                // the view reads from the stream's memory: it must be gone before the stream is
                session.cleanUp("DROP VIEW IF EXISTS " + INPUT);
            }
        } catch (SQLException e) {
            throw failure(reader, table, e);
        }
    }

    /// What DuckDB says of a reader's failure holds a stack trace; the reader itself knows better.
    private RuntimeException failure(ArrowReader reader, TapeTable table, SQLException e) {
        if (reader instanceof TableReader tapeReader && tapeReader.failure().isPresent()) {
            return tapeReader.failure().get();
        }
        return DuckDbSession.failure(
                Kind.TAPE, "table " + table.tableName() + " of " + source.name() + " cannot be read", e);
    }

    private static String typed(TapeColumn column) {
        return quoted(column) + "::" + ColumnTypes.sqlType(column) + " AS " + quoted(column);
    }

    /// A column may have the name of a keyword.
    private static String quoted(TapeColumn column) {
        return '"' + column.columnName() + '"';
    }
}
