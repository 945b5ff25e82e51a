// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.lake;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmatape.analyze.export.TableExport;
import org.dmatape.analyze.lab.store.LakeFile;
import org.dmatape.analyze.lab.store.StoredCapture;
import org.dmatape.analyze.result.ResultColumn;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeTable;

/// What SQL over a store sees: every table of the tapes with all captures in it, and the facts of the store.
final class LakeViews {

    /// The facts people ask for; what the store needs for itself they do not.
    private static final List<String> FACTS = List.of(
            "capture",
            "environment",
            "check_result",
            "finding_count",
            "finding",
            "metric",
            "histogram",
            "broken",
            "baseline");

    /// As the view of a tape: stacks are numbered within their capture.
    private static final String STACK = """
            CREATE VIEW stack AS SELECT s.capture, s.date, s.host, s.scenario, s.event_id, s.stack_id, c.caller, c.module, c.frames
            FROM event_stack s JOIN call_stack c ON c.capture = s.capture AND c.stack_id = s.stack_id""";

    private static final Set<String> UNSIGNED = Arrays.stream(TapeTable.values())
            .flatMap(table -> table.columns().stream())
            .filter(column -> column.spec().type() == ColumnType.UINT64)
            .map(column -> column.columnName())
            .collect(Collectors.toUnmodifiableSet());

    private LakeViews() {}

    static void define(
            LakeSession session, List<StoredCapture> captures, Map<String, List<LakeFile>> files, Path lake) {
        for (String fact : FACTS) {
            session.execute("CREATE VIEW " + fact + " AS FROM " + LakeSession.FACTS + "." + fact);
        }
        for (String table : TableExport.tableNames()) {
            List<String> paths = captures.stream()
                    .flatMap(capture -> files.getOrDefault(capture.capture(), List.of()).stream())
                    .filter(file -> file.table().equals(table))
                    .map(file -> LakeSession.quoted(lake.resolve(file.path())))
                    .toList();
            if (!paths.isEmpty()) {
                view(session, table, paths);
            }
        }
        for (TapeTable table : TapeTable.values()) {
            emptyUnlessThere(session, table);
        }
        session.execute(STACK);
    }

    /// A table that has rows in none of the captures.
    private static void emptyUnlessThere(LakeSession session, TapeTable table) {
        String columns = table.columns().stream()
                .map(column -> "NULL::" + sqlType(column.spec().type()) + " AS \"" + column.columnName() + '"')
                .collect(Collectors.joining(", "));
        session.execute("CREATE VIEW IF NOT EXISTS " + table.tableName() + " AS SELECT NULL::VARCHAR AS "
                + LakeWriter.CAPTURE_COLUMN + ", NULL::DATE AS date, NULL::VARCHAR AS host, NULL::VARCHAR AS scenario, "
                + columns + " WHERE false");
    }

    /// As the other views have it: the lake has no narrower numbers.
    private static String sqlType(ColumnType type) {
        return switch (type) {
            case INT64, UINT32 -> "BIGINT";
            case UINT64 -> "UBIGINT";
            case INT32, UINT16 -> "INTEGER";
            case BOOL -> "BOOLEAN";
            case TEXT -> "VARCHAR";
        };
    }

    /// The origin stands before everything else, and addresses are unsigned again.
    private static void view(LakeSession session, String table, List<String> paths) {
        String source = "read_parquet([" + String.join(", ", paths)
                + "], hive_partitioning = true, hive_types_autocast = false, union_by_name = true)";
        String columns;
        try (ResultCursor rows = session.rows("FROM " + source + " LIMIT 0")) {
            columns = rows.columns().stream()
                    .filter(column -> !isOrigin(column.name()))
                    .map(LakeViews::expression)
                    .collect(Collectors.joining(", "));
        }
        session.execute("CREATE VIEW " + table + " AS SELECT " + LakeWriter.CAPTURE_COLUMN
                + ", date::DATE AS date, host, scenario, " + columns + " FROM " + source);
    }

    private static boolean isOrigin(String column) {
        return column.equals(LakeWriter.CAPTURE_COLUMN) || LakeWriter.KEYS.contains(column);
    }

    private static String expression(ResultColumn column) {
        String quoted = '"' + column.name() + '"';
        boolean unsigned = column.sqlType().equals("BIGINT")
                && (UNSIGNED.contains(column.name()) || column.name().endsWith("_addr"));
        return unsigned ? LakeTables.unsigned(quoted) + " AS " + quoted : quoted;
    }
}
