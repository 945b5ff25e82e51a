// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.queries.SqlText;

/// Evidence under a filter: a check that is asked about one device needs evidence about that device, not about
/// another. Every table a condition names is hidden behind a view of its rows in scope, by a common table expression
/// of the same name.
public final class ScopedEvidence {

    /// The columns a filter looks at, which tables must have been loaded with.
    public static final Set<String> COLUMNS = Set.of("device", "virtio_device", "ts_ns", "cpu");

    private static final List<String> DEVICE_COLUMNS = List.of("device", "virtio_device");
    private static final List<String> TIME_COLUMNS = List.of("ts_ns", "add_ts_ns", "map_ts_ns");
    private static final List<String> CPU_COLUMNS = List.of("cpu", "map_cpu");

    private ScopedEvidence() {}

    /// The condition over the rows in scope only.
    public static String restrict(DuckDbSession session, String condition) {
        String views = SqlText.words(condition).stream()
                .map(table -> view(table, columnsOf(session, table)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return views.isEmpty() ? condition : "WITH " + views + " SELECT (" + condition + ")";
    }

    /// The rows of a table that are in scope; empty for what is no table or has nothing to filter by.
    private static Optional<String> view(String table, Set<String> columns) {
        List<String> devices = DEVICE_COLUMNS.stream().filter(columns::contains).toList();
        Optional<String> time = first(TIME_COLUMNS, columns);
        Optional<String> cpu = first(CPU_COLUMNS, columns);
        if (devices.isEmpty() && time.isEmpty() && cpu.isEmpty()) {
            return Optional.empty();
        }
        String device = devices.isEmpty()
                ? "NULL::VARCHAR"
                : devices.stream().map(name -> name + "::VARCHAR").collect(Collectors.joining(", ", "coalesce(", ")"));
        return Optional.of("%s AS (SELECT * FROM main.%s WHERE in_scope(%s, %s, %s))"
                .formatted(table, table, device, time.orElse("NULL::BIGINT"), cpu.orElse("NULL::USMALLINT")));
    }

    private static Optional<String> first(List<String> names, Set<String> columns) {
        return names.stream().filter(columns::contains).findFirst();
    }

    private static Set<String> columnsOf(DuckDbSession session, String table) {
        try (PreparedStatement question = session.connection()
                .prepareStatement(
                        "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal AND table_name = ?")) {
            question.setString(1, table);
            Set<String> columns = new LinkedHashSet<>();
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            return columns;
        } catch (SQLException e) {
            throw DuckDbSession.failure(Kind.INTERNAL, "reading the columns of " + table, e);
        }
    }
}
