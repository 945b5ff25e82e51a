// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.session.UsageException;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryKind;

/// The tables and views of a tape as rows, with what their columns mean.
final class SchemaRows {

    private static final List<Column> TABLE_COLUMNS =
            List.of(Column.text("table"), Column.text("kind"), Column.text("what it is"));
    private static final List<Column> COLUMN_COLUMNS =
            List.of(Column.text("column"), Column.text("type"), Column.text("unit"), Column.text("meaning"));

    private SchemaRows() {}

    /// Every table of the tape, and every view that is documented.
    static Rows tables(QueryCatalogue catalogue) {
        List<List<String>> rows = new ArrayList<>();
        for (TapeTable table : TapeTable.values()) {
            rows.add(List.of(table.tableName(), "table", table.columns().size() + " columns"));
        }
        for (CannedQuery query : views(catalogue)) {
            query.defines().forEach(view -> rows.add(List.of(view, "view", query.title())));
        }
        return Rows.of(TABLE_COLUMNS, rows);
    }

    /// The columns of one of them.
    ///
    /// @throws UsageException when there is none of that name
    static Rows columns(QueryCatalogue catalogue, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        Optional<TapeTable> table = Arrays.stream(TapeTable.values())
                .filter(candidate -> candidate.tableName().equals(wanted))
                .findFirst();
        if (table.isPresent()) {
            return Rows.of(
                    COLUMN_COLUMNS,
                    table.get().columns().stream().map(SchemaRows::row).toList());
        }
        CannedQuery view = views(catalogue).stream()
                .filter(query -> query.defines().contains(wanted))
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no table '" + name + "'; .schema lists them"));
        return Rows.of(
                COLUMN_COLUMNS,
                view.columns().stream()
                        .map(column -> List.of(column.name(), "", column.unit(), column.meaning()))
                        .toList());
    }

    private static List<String> row(TapeColumn column) {
        return List.of(
                column.columnName(),
                column.spec().type().name().toLowerCase(Locale.ROOT),
                column.spec().unit(),
                column.spec().meaning());
    }

    static List<CannedQuery> views(QueryCatalogue catalogue) {
        return catalogue.ofKind(QueryKind.TABLE).stream()
                .filter(query -> !query.columns().isEmpty())
                .toList();
    }
}
