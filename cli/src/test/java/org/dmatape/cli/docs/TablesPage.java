// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.docs;

import java.util.Locale;
import org.dmatape.analyze.database.SqlFunction;
import org.dmatape.format.schema.ColumnSpec;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryColumn;
import org.dmatape.queries.QueryKind;

/// docs/reference/tables.md.
record TablesPage(QueryCatalogue catalogue) {

    String text() {
        StringBuilder page = new StringBuilder("""
                # Tables and views

                What `dmatape query --sql` can name. The tables are those of the tape; any Arrow reader opens their parts without
                dmatape. Addresses and sizes are unsigned 64-bit, times are nanoseconds of the tape's clock. `event_id` is unique over
                the tables that have one and is the tape's total order: order by it, never by `ts_ns` alone.

                This page is generated from the schema and the catalogue of queries.

                """);
        for (TapeTable table : TapeTable.values()) {
            append(page, table);
        }
        catalogue.ofKind(QueryKind.TABLE).stream()
                .filter(query -> !query.columns().isEmpty())
                .forEach(query -> append(page, query));
        appendFunctions(page);
        return page.toString();
    }

    private static void appendFunctions(StringBuilder page) {
        page.append("""
                ## Functions

                Beside those of DuckDB. What they print, they also take: an address or a time copied from an answer goes back into SQL.
                `dmatape query --sql` and `dmatape sql` read a bare `0xffff000` as an address, too; DuckDB itself does not.

                | function | what it returns | example |
                |---|---|---|
                """);
        for (SqlFunction function : SqlFunction.values()) {
            page.append(
                    "| `%s` | %s | `%s` |%n".formatted(function.signature(), function.meaning(), function.example()));
        }
    }

    private static void append(StringBuilder page, TapeTable table) {
        page.append("## ")
                .append(table.tableName())
                .append("\n\n| column | type | unit | meaning |\n|---|---|---|---|\n");
        for (TapeColumn column : table.columns()) {
            ColumnSpec spec = column.spec();
            page.append("| `%s` | %s%s | %s | %s |%n"
                    .formatted(
                            column.columnName(),
                            spec.type().name().toLowerCase(Locale.ROOT),
                            spec.nullable() ? ", may be null" : "",
                            spec.unit(),
                            spec.meaning()));
        }
        page.append('\n');
    }

    private static void append(StringBuilder page, CannedQuery query) {
        page.append("## View ").append(String.join(", ", query.defines())).append("\n\n");
        page.append(query.title())
                .append(".\n\n")
                .append(query.meaning().strip())
                .append("\n\n");
        page.append("| column | unit | meaning |\n|---|---|---|\n");
        for (QueryColumn column : query.columns()) {
            page.append("| `%s` | %s | %s |%n".formatted(column.name(), column.unit(), column.meaning()));
        }
        page.append('\n');
    }
}
