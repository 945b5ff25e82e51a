// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.cli.session.Screen;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.Styles;
import org.jspecify.annotations.Nullable;

/// Tables for people: aligned columns, unknown as `-`; on a terminal that is narrower than the table, what fits it.
///
/// The widths are those of the first rows, so that nothing waits for the last row.
public final class TableWriter implements RowWriter {

    private static final int ROWS_MEASURED = 1000;

    @Override
    public void write(Rows rows, Session session) throws IOException {
        try (Writer out = session.dataText()) {
            write(rows, session.dataStyles(), out);
        }
    }

    /// Writes a table in the midst of other text.
    public static void write(Rows rows, Styles styles, Writer out) throws IOException {
        List<Column> columns = rows.columns();
        List<List<String>> measured = new ArrayList<>();
        while (measured.size() < ROWS_MEASURED && rows.advance()) {
            measured.add(cells(rows));
        }
        List<String> names = columns.stream()
                .map(column -> TerminalText.visible(column.name()))
                .toList();
        Screen screen = measured.isEmpty() ? Screen.unlimited() : styles.screen();
        TableLayout layout = new TableFit(columns, names, widths(names, measured)).on(screen);
        layout.writeHead(styles, out);
        for (List<String> cells : measured) {
            layout.writeRow(cells, styles, out);
        }
        while (rows.advance()) {
            layout.writeRow(cells(rows), styles, out);
        }
    }

    private static List<String> cells(Rows rows) {
        List<Column> columns = rows.columns();
        List<String> cells = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            @Nullable Object value = rows.value(i);
            cells.add(
                    value == null
                            ? TableLayout.UNKNOWN
                            : TerminalText.visible(ValueText.readable(columns.get(i), value)));
        }
        return cells;
    }

    private static List<Integer> widths(List<String> names, List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            widths.add(Math.max(
                    TerminalText.width(names.get(i)),
                    rows.stream()
                            .mapToInt(cells -> TerminalText.width(cells.get(column)))
                            .max()
                            .orElse(0)));
        }
        return widths;
    }
}
