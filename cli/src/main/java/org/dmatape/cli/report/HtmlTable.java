// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import java.io.IOException;
import java.util.List;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.output.ValueText;
import org.jspecify.annotations.Nullable;

/// Rows as an HTML table of bounded length.
final class HtmlTable {

    /// Longer tables are for SQL, not for reading.
    static final int MAX_ROWS = 100;

    /// Longer texts are broken into lines.
    private static final int MAX_LINE_CHARS = 60;

    private HtmlTable() {}

    /// Writes the table.
    ///
    /// @return rows that were left out
    static long write(Rows rows, HtmlWriter html) throws IOException {
        List<Column> columns = rows.columns();
        html.markup("<div class=\"wide\"><table><thead><tr>");
        for (Column column : columns) {
            html.element("th", isText(column) ? "text" : "number", column.name());
        }
        html.markup("</tr></thead><tbody>\n");
        long count = 0;
        while (rows.advance()) {
            if (count < MAX_ROWS) {
                writeRow(rows, columns, html);
            }
            count++;
        }
        html.markup("</tbody></table></div>\n");
        return Math.max(0, count - MAX_ROWS);
    }

    private static void writeRow(Rows rows, List<Column> columns, HtmlWriter html) throws IOException {
        html.markup("<tr>");
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            @Nullable Object value = rows.value(i);
            String text = value == null ? "" : ValueText.readable(column, value);
            html.element("td", isText(column) ? textClass(text) : "number", text);
        }
        html.markup("</tr>\n");
    }

    static String textClass(String text) {
        return text.length() > MAX_LINE_CHARS ? "text long" : "text";
    }

    private static boolean isText(Column column) {
        return column.kind() == Kind.TEXT || column.kind() == Kind.BOOLEAN;
    }
}
