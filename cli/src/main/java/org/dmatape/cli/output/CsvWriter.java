// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dmatape.cli.session.Session;
import org.jspecify.annotations.Nullable;

/// Comma-separated values as RFC 4180 has them: a header, lines ended by CR LF, quotes only where needed and doubled
/// inside. Unknown is an empty field, empty text is `""`. On a terminal nothing in a text steers it; elsewhere text
/// stays as it is, also where a spreadsheet would take it for a formula: it is for programs, and they want what was
/// recorded.
final class CsvWriter implements RowWriter {

    private static final String END_OF_LINE = "\r\n";

    @Override
    public void write(Rows rows, Session session) throws IOException {
        try (Writer out = session.dataText()) {
            write(rows, session.dataOnTerminal() ? TerminalText::visible : text -> text, out);
        }
    }

    private static void write(Rows rows, UnaryOperator<String> shown, Writer out) throws IOException {
        List<Column> columns = rows.columns();
        for (int i = 0; i < columns.size(); i++) {
            out.write(i == 0 ? "" : ",");
            out.write(field(shown.apply(columns.get(i).name())));
        }
        out.write(END_OF_LINE);
        while (rows.advance()) {
            for (int i = 0; i < columns.size(); i++) {
                out.write(i == 0 ? "" : ",");
                out.write(field(columns.get(i), rows.value(i), shown));
            }
            out.write(END_OF_LINE);
            if (rows.isFlushDue()) {
                out.flush();
            }
        }
    }

    private static String field(Column column, @Nullable Object value, UnaryOperator<String> shown) {
        return value == null ? "" : field(shown.apply(ValueText.exact(column, value)));
    }

    private static String field(String text) {
        boolean quoted = text.isEmpty() || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
