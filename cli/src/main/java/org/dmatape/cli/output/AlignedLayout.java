// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.session.Styles;

/// Columns that stand below each other: text to the left, numbers and addresses to the right. A row takes one line, or
/// as many as its columns are divided into, all but the first indented. A value that is wider than its column pushes
/// its line out.
final class AlignedLayout implements TableLayout {

    static final String GAP = "  ";
    static final String INDENT = "    ";

    private final List<Column> columns;
    private final List<String> names;
    private final List<Integer> widths;
    private final List<Integer> lineStarts;
    private final boolean isCut;
    private final boolean wrapsLast;

    /// @param names of the columns as they are shown
    /// @param lineStarts the column each line of a row begins with
    /// @param isCut whether texts end where their column does
    /// @param wrapsLast whether the last column is text that goes on in further lines
    AlignedLayout(
            List<Column> columns,
            List<String> names,
            List<Integer> widths,
            List<Integer> lineStarts,
            boolean isCut,
            boolean wrapsLast) {
        this.columns = columns;
        this.names = names;
        this.widths = widths;
        this.lineStarts = lineStarts;
        this.isCut = isCut;
        this.wrapsLast = wrapsLast;
    }

    @Override
    public void writeHead(Styles styles, Writer out) throws IOException {
        for (int line = 0; line < lineStarts.size(); line++) {
            out.write(styles.strong(line(line, names)) + "\n");
        }
        int wide = lineStarts.size() == 1 ? widths.size() : lineStarts.get(1);
        out.write(String.join(
                        GAP, widths.subList(0, wide).stream().map("-"::repeat).toList()) + "\n");
    }

    @Override
    public void writeRow(List<String> cells, Styles styles, Writer out) throws IOException {
        List<String> prose =
                wrapsLast ? TerminalText.wrapped(cells.getLast(), widths.getLast()) : List.of(cells.getLast());
        List<String> firstLine = new ArrayList<>(cells);
        firstLine.set(cells.size() - 1, prose.getFirst());
        for (int line = 0; line < lineStarts.size(); line++) {
            String text = line(line, firstLine);
            boolean isLastOfSeveral = line > 0 && line == lineStarts.size() - 1;
            if (!isLastOfSeveral || !(text.isBlank() || text.strip().equals(UNKNOWN))) {
                out.write(text + "\n");
            }
        }
        for (String line : prose.subList(1, prose.size())) {
            out.write(" ".repeat(lastOffset()) + line + "\n");
        }
    }

    /// Where the last column begins.
    private int lastOffset() {
        int start = lineStarts.getLast();
        int before = widths.subList(start, widths.size() - 1).stream()
                .mapToInt(width -> width + GAP.length())
                .sum();
        return before + (lineStarts.size() == 1 ? 0 : INDENT.length());
    }

    private String line(int number, List<String> cells) {
        int start = lineStarts.get(number);
        int end = number + 1 < lineStarts.size() ? lineStarts.get(number + 1) : columns.size();
        StringBuilder line = new StringBuilder(number == 0 ? "" : INDENT);
        for (int i = start; i < end; i++) {
            int width = widths.get(i);
            boolean isLeft = isLeft(columns.get(i));
            String cell = isCut && isLeft ? TerminalText.cut(cells.get(i), width) : cells.get(i);
            String padding = " ".repeat(Math.max(0, width - TerminalText.width(cell)));
            line.append(i == start ? "" : GAP);
            line.append(isLeft ? cell + padding : padding + cell);
        }
        return line.toString().stripTrailing();
    }

    private static boolean isLeft(Column column) {
        return column.kind() == Kind.TEXT || column.kind() == Kind.BOOLEAN;
    }
}
