// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.Styles;
import org.jspecify.annotations.Nullable;

/// Aligned columns: text to the left, numbers and addresses to the right, unknown as `-`.
///
/// The widths are those of the first rows; a later value that needs more pushes its own line out instead of making
/// everything wait for the last row.
public final class TableWriter implements RowWriter {

    private static final int ROWS_MEASURED = 1000;
    private static final String GAP = "  ";
    private static final String UNKNOWN = "-";

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
        int[] widths = widths(columns, measured);
        List<String> names = columns.stream()
                .map(column -> TerminalText.visible(column.name()))
                .toList();
        out.write(styles.strong(line(columns, names, widths)) + "\n");
        out.write(rule(widths) + "\n");
        for (List<String> cells : measured) {
            out.write(line(columns, cells, widths) + "\n");
        }
        while (rows.advance()) {
            out.write(line(columns, cells(rows), widths) + "\n");
        }
    }

    private static List<String> cells(Rows rows) {
        List<Column> columns = rows.columns();
        List<String> cells = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            @Nullable Object value = rows.value(i);
            cells.add(value == null ? UNKNOWN : TerminalText.visible(Plain.readable(columns.get(i), value)));
        }
        return cells;
    }

    private static int[] widths(List<Column> columns, List<List<String>> rows) {
        int[] widths = columns.stream()
                .mapToInt(column -> TerminalText.width(TerminalText.visible(column.name())))
                .toArray();
        for (List<String> cells : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], TerminalText.width(cells.get(i)));
            }
        }
        return widths;
    }

    private static String line(List<Column> columns, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(Math.max(0, widths[i] - TerminalText.width(cell)));
            line.append(i == 0 ? "" : GAP);
            line.append(isLeft(columns.get(i)) ? cell + padding : padding + cell);
        }
        return line.toString().stripTrailing();
    }

    private static boolean isLeft(Column column) {
        return column.kind() == Kind.TEXT || column.kind() == Kind.BOOLEAN;
    }

    private static String rule(int[] widths) {
        StringBuilder rule = new StringBuilder();
        for (int width : widths) {
            rule.append(rule.isEmpty() ? "" : GAP).append("-".repeat(width));
        }
        return rule.toString();
    }
}
