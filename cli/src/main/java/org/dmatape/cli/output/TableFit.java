// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.session.Screen;

/// Decides how a table is shown on a screen: as it is where it fits; else with the sentences of the last column wrapped
/// in their place, or below their row; with long texts shortened; with the columns on up to three lines; or with a line
/// for each value: the first of these that fits.
///
/// @param columns of the table
/// @param names of the columns as they are shown
/// @param widths that the names and the first rows take
record TableFit(List<Column> columns, List<String> names, List<Integer> widths) {

    /// A last column that is wider holds sentences, which may be wrapped.
    private static final int PROSE_WIDTH = 40;

    private static final int PROSE_LEAST_WIDTH = 30;
    private static final int PROSE_MOST_LINES = 3;

    /// Texts of this width are names; cutting them would take away what tells them apart.
    private static final int NAME_WIDTH = 24;

    private static final int MOST_LINES = 3;

    /// The layout of this table. Tells the screen when values are shortened, or not where the names say.
    TableLayout on(Screen screen) {
        if (screen.columns().isEmpty() || total(widths) <= screen.columns().getAsInt()) {
            return new AlignedLayout(columns, names, widths, List.of(0), false, false);
        }
        int screenColumns = screen.columns().getAsInt();
        int last = columns.size() - 1;
        if (endsWithProse()) {
            int before = total(widths.subList(0, last));
            int left = screenColumns - before - AlignedLayout.GAP.length();
            if (left >= Math.max(PROSE_LEAST_WIDTH, widths.getLast() / PROSE_MOST_LINES)) {
                return wrapped(List.of(0), left);
            }
            if (before <= screenColumns) {
                screen.tellFitted();
                return wrapped(List.of(0, last), screenColumns - AlignedLayout.INDENT.length());
            }
        }
        screen.tellFitted();
        List<Integer> shrunk = new ArrayList<>(widths);
        if (shrink(shrunk, screenColumns)) {
            return new AlignedLayout(columns, names, shrunk, List.of(0), true, false);
        }
        List<Integer> starts = evenLines(screenColumns);
        if (starts.size() > MOST_LINES || widest(starts) > screenColumns) {
            return new RecordLayout(names, screenColumns);
        }
        return lastIsAlone(starts)
                ? wrapped(starts, screenColumns - AlignedLayout.INDENT.length())
                : new AlignedLayout(columns, names, widths, starts, false, false);
    }

    private boolean endsWithProse() {
        return columns.size() > 1 && columns.getLast().kind() == Kind.TEXT && widths.getLast() > PROSE_WIDTH;
    }

    /// With the text of the last column on as many lines as it takes.
    private TableLayout wrapped(List<Integer> starts, int lastWidth) {
        List<Integer> fitted = new ArrayList<>(widths);
        fitted.set(columns.size() - 1, lastWidth);
        return new AlignedLayout(columns, names, fitted, starts, false, true);
    }

    /// Whether sentences have a line to themselves.
    private boolean lastIsAlone(List<Integer> starts) {
        return endsWithProse() && starts.getLast() == columns.size() - 1;
    }

    /// Where lines begin when they are as few as can be, and then as even as can be.
    private List<Integer> evenLines(int screenColumns) {
        List<Integer> starts = lineStarts(screenColumns);
        for (int narrower = screenColumns - 1; narrower > 0; narrower--) {
            List<Integer> even = lineStarts(narrower);
            if (even.size() > starts.size()) {
                return starts;
            }
            starts = even;
        }
        return starts;
    }

    /// Where lines begin when each takes as many columns as fit.
    private List<Integer> lineStarts(int screenColumns) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        int used = widths.getFirst();
        for (int i = 1; i < widths.size(); i++) {
            used += AlignedLayout.GAP.length() + widths.get(i);
            if (used > screenColumns) {
                starts.add(i);
                used = AlignedLayout.INDENT.length() + widths.get(i);
            }
        }
        return starts;
    }

    /// What the widest column takes that is not wrapped.
    private int widest(List<Integer> starts) {
        return widths.subList(0, lastIsAlone(starts) ? widths.size() - 1 : widths.size()).stream()
                .mapToInt(width -> width + AlignedLayout.INDENT.length())
                .max()
                .orElse(0);
    }

    /// Takes from the widest text until the line fits.
    ///
    /// @return false when it does not: every text is down to two thirds, or to the width of names
    private boolean shrink(List<Integer> shrunk, int screenColumns) {
        for (int over = total(shrunk) - screenColumns; over > 0; over--) {
            int widest = -1;
            for (int i = 0; i < shrunk.size(); i++) {
                if (shrunk.get(i) > least(i) && (widest < 0 || shrunk.get(i) > shrunk.get(widest))) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return false;
            }
            shrunk.set(widest, shrunk.get(widest) - 1);
        }
        return true;
    }

    private int least(int column) {
        int width = widths.get(column);
        boolean isText = columns.get(column).kind() == Kind.TEXT;
        int readable = Math.max(Math.ceilDiv(2 * width, 3), NAME_WIDTH);
        return isText ? Math.max(readable, TerminalText.width(names.get(column))) : width;
    }

    private static int total(List<Integer> widths) {
        return widths.stream().mapToInt(Integer::intValue).sum() + AlignedLayout.GAP.length() * (widths.size() - 1);
    }
}
