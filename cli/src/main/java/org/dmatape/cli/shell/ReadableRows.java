// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.util.List;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.output.TerminalText;
import org.jspecify.annotations.Nullable;

/// Rows for somebody who reads them on a terminal: times have units, and no text steers the terminal, whatever the
/// format.
final class ReadableRows implements Rows {

    private static final String NANOSECONDS_SUFFIX = "_ns";

    private final Rows rows;
    private final List<Column> columns;

    ReadableRows(Rows rows) {
        this.rows = rows;
        this.columns = rows.columns().stream().map(ReadableRows::readable).toList();
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean advance() {
        return rows.advance();
    }

    @Override
    public @Nullable Object value(int column) {
        return switch (rows.value(column)) {
            case String text -> TerminalText.visible(text);
            case List<?> list -> TerminalText.visible(list.toString());
            case null -> null;
            case Object other -> other;
        };
    }

    private static Column readable(Column column) {
        boolean isTime = column.kind() == Kind.INTEGER && column.name().endsWith(NANOSECONDS_SUFFIX);
        return new Column(TerminalText.visible(column.name()), isTime ? Kind.NANOSECONDS : column.kind());
    }
}
