// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Markdown with tables, as code hosts render it.
public final class Markdown {

    private Markdown() {}

    /// Text in which nothing acts as markup: names come from recordings.
    public static String escape(String text) {
        return TerminalText.visible(text).replaceAll("([\\\\`*_\\[\\]<>|#&])", "\\\\$1");
    }

    /// Text as code: a span that no backtick in the text ends.
    public static String code(String text) {
        String visible = TerminalText.visible(text);
        String fence = "`";
        while (visible.contains(fence)) {
            fence += "`";
        }
        return fence.length() == 1 ? fence + visible + fence : fence + " " + visible + " " + fence;
    }

    /// All rows as a table.
    public static void writeTable(Rows rows, Writer out) throws IOException {
        List<Column> columns = rows.columns();
        List<String> names =
                columns.stream().map(Column::name).map(Markdown::escape).toList();
        out.write("| " + String.join(" | ", names) + " |\n|" + "---|".repeat(names.size()) + "\n");
        while (rows.advance()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                @Nullable Object value = rows.value(i);
                cells.add(value == null ? "" : escape(ValueText.readable(columns.get(i), value)));
            }
            out.write("| " + String.join(" | ", cells) + " |\n");
        }
    }
}
