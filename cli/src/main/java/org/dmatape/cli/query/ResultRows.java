// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.query;

import java.util.List;
import org.dmatape.analyze.result.ResultColumn;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.output.Rows;

/// What DuckDB calls a column, and what that is for the output.
public final class ResultRows {

    private ResultRows() {}

    /// A table that is all there.
    public static Rows of(ResultTable table) {
        return Rows.of(columns(table.columns()), table.rows());
    }

    static List<Column> columns(List<ResultColumn> columns) {
        return columns.stream()
                .map(column -> new Column(column.name(), kind(column)))
                .toList();
    }

    private static Kind kind(ResultColumn column) {
        String type = column.sqlType();
        if (!column.isNumeric()) {
            return type.equals("BOOLEAN") ? Kind.BOOLEAN : Kind.TEXT;
        }
        return switch (type) {
            case "UBIGINT" -> Column.isAddressName(column.name()) ? Kind.ADDRESS : Kind.BIG_INTEGER;
            case "HUGEINT", "UHUGEINT" -> Kind.BIG_INTEGER;
            case "FLOAT", "DOUBLE" -> Kind.DECIMAL;
            default -> type.startsWith("DECIMAL") ? Kind.DECIMAL : Kind.INTEGER;
        };
    }
}
