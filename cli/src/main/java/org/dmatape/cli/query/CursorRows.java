// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.query;

import java.util.List;
import org.dmatape.analyze.result.ResultColumn;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.output.Rows;
import org.jspecify.annotations.Nullable;

/// The rows of a query on their way out.
final class CursorRows implements Rows {

    private final ResultCursor cursor;
    private final List<Column> columns;

    CursorRows(ResultCursor cursor) {
        this.cursor = cursor;
        this.columns = cursor.columns().stream().map(CursorRows::column).toList();
    }

    private static Column column(ResultColumn column) {
        return new Column(column.name(), kind(column));
    }

    private static Kind kind(ResultColumn column) {
        String type = column.sqlType();
        if (!column.isNumeric()) {
            return type.equals("BOOLEAN") ? Kind.BOOLEAN : Kind.TEXT;
        }
        if (type.equals("UBIGINT")) {
            return Column.isAddressName(column.name()) ? Kind.ADDRESS : Kind.BIG_INTEGER;
        }
        return switch (type) {
            case "FLOAT", "DOUBLE" -> Kind.DECIMAL;
            case "HUGEINT", "UHUGEINT" -> Kind.BIG_INTEGER;
            default -> type.startsWith("DECIMAL") ? Kind.DECIMAL : Kind.INTEGER;
        };
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean advance() {
        return cursor.next();
    }

    @Override
    public @Nullable Object value(int column) {
        return cursor.value(column);
    }
}
