// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.dmatape.analyze.database.SqlDatabase;
import org.dmatape.analyze.database.SqlFunction;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryColumn;
import org.dmatape.queries.QueryKind;

/// The names SQL over a tape can use. What DuckDB knows is asked for when it is needed: it grows while tables
/// are loaded and made.
final class Vocabulary {

    /// What people begin clauses with; the words of expressions are short enough to type.
    static final List<String> KEYWORDS = List.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP BY",
            "ORDER BY",
            "HAVING",
            "LIMIT",
            "JOIN",
            "LEFT JOIN",
            "ASOF JOIN",
            "USING",
            "WITH",
            "UNION ALL",
            "DISTINCT",
            "FILTER",
            "OVER",
            "PARTITION BY",
            "QUALIFY",
            "BETWEEN",
            "IS NULL",
            "IS NOT NULL",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "EXISTS",
            "DESCRIBE",
            "SUMMARIZE",
            "EXPLAIN",
            "CREATE TABLE",
            "CREATE VIEW");

    private final SqlDatabase database;
    private final Map<String, List<String>> documented = new LinkedHashMap<>();
    private List<String> functions = List.of();

    Vocabulary(SqlDatabase database) {
        this.database = database;
        for (TapeTable table : TapeTable.values()) {
            documented.put(
                    table.tableName(),
                    table.columns().stream().map(TapeColumn::columnName).toList());
        }
        for (CannedQuery view : SchemaRows.views(database.catalogue())) {
            List<String> columns =
                    view.columns().stream().map(QueryColumn::name).toList();
            view.defines().forEach(name -> documented.put(name, columns));
        }
    }

    /// Every table and view with its columns: those of the tape, and those the user made.
    SequencedMap<String, List<String>> tables() {
        SequencedMap<String, List<String>> tables = new LinkedHashMap<>(documented);
        tables.putAll(database.loadedColumns());
        return tables;
    }

    /// Every function, dmatape's own first.
    List<String> functions() {
        if (functions.isEmpty()) {
            List<String> all = new ArrayList<>(Arrays.stream(SqlFunction.values())
                    .map(SqlFunction::functionName)
                    .toList());
            all.addAll(database.functionNames());
            functions = List.copyOf(all);
        }
        return functions;
    }

    /// The canned queries a user can run.
    List<CannedQuery> queries() {
        QueryCatalogue catalogue = database.catalogue();
        return catalogue.all().stream()
                .filter(query -> query.kind() != QueryKind.TABLE)
                .toList();
    }
}
