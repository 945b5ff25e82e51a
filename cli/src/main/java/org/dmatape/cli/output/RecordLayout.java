// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.dmatape.cli.session.Styles;

/// A line for each value, behind the name of its column; a heading for each row. For tables with more columns than
/// stand side by side.
final class RecordLayout implements TableLayout {

    private final List<String> names;
    private final int nameWidth;
    private final int screenColumns;
    private long row;

    /// @param names of the columns as they are shown
    RecordLayout(List<String> names, int screenColumns) {
        this.names = names;
        this.nameWidth = names.stream().mapToInt(TerminalText::width).max().orElse(0);
        this.screenColumns = screenColumns;
    }

    @Override
    public void writeHead(Styles styles, Writer out) {
        // every row has a heading of its own
    }

    @Override
    public void writeRow(List<String> cells, Styles styles, Writer out) throws IOException {
        row++;
        out.write(styles.strong("-- row " + row + " --") + "\n");
        for (int i = 0; i < names.size(); i++) {
            writeValue(names.get(i), cells.get(i), out);
        }
    }

    private void writeValue(String name, String cell, Writer out) throws IOException {
        String before = name + " ".repeat(nameWidth - TerminalText.width(name)) + AlignedLayout.GAP;
        int left = screenColumns - nameWidth - AlignedLayout.GAP.length();
        for (String line : TerminalText.wrapped(cell, left)) {
            out.write((before + line).stripTrailing() + "\n");
            before = " ".repeat(nameWidth) + AlignedLayout.GAP;
        }
    }
}
