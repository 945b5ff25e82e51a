// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.dmatape.analyze.result.ResultCursor;

/// What DuckDB says of the tables and functions there are. The cursors are closed.
public final class SchemaListing {

    /// Asks for every function SQL can call by a word, in the order of their names.
    public static final String FUNCTIONS =
            "SELECT DISTINCT function_name FROM duckdb_functions() WHERE regexp_matches(function_name, '^[a-z]\\w*$')"
                    + " ORDER BY 1";

    private SchemaListing() {}

    /// Columns by table, in the order of the rows.
    ///
    /// @param rows a table and a column each
    public static SequencedMap<String, List<String>> columnsByTable(ResultCursor rows) {
        SequencedMap<String, List<String>> tables = new LinkedHashMap<>();
        try (rows) {
            while (rows.next()) {
                tables.computeIfAbsent(String.valueOf(rows.value(0)), _ -> new ArrayList<>())
                        .add(String.valueOf(rows.value(1)));
            }
        }
        return tables;
    }

    /// The names in the first column of rows, in their order.
    public static List<String> names(ResultCursor rows) {
        List<String> names = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                names.add(String.valueOf(rows.value(0)));
            }
        }
        return names;
    }
}
