// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.query;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.cli.session.Styles;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.Evidence;
import org.dmatape.queries.QueryColumn;
import org.dmatape.queries.QueryParameter;

/// The documentation of a canned query, for a person.
public final class QueryText {

    private static final int LINE_WIDTH = 100;

    private final CannedQuery query;
    private final Styles styles;
    private final Writer out;

    /// A query on its way to somewhere.
    public QueryText(CannedQuery query, Styles styles, Writer out) {
        this.query = query;
        this.styles = styles;
        this.out = out;
    }

    /// Writes everything a user may want to know.
    public void write() throws IOException {
        String severity = query.severity()
                .map(level -> ", severity " + QueryList.label(level))
                .orElse("");
        out.write(styles.strong(query.id()) + " (" + QueryList.label(query.kind()) + severity + ")\n");
        out.write(query.title() + "\n\n");
        for (String line : wrapped(query.meaning())) {
            out.write(line + "\n");
        }
        section("needs", query.evidence().stream().map(QueryText::sentence).toList());
        section(
                "parameters",
                query.parameters().stream().map(QueryText::sentence).toList());
        section("columns", query.columns().stream().map(QueryText::sentence).toList());
        section("examples", query.examples());
        section("sql", query.sql().strip().lines().toList());
    }

    private void section(String title, List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        out.write("\n" + styles.strong(title) + "\n");
        for (String line : lines) {
            out.write("  " + line + "\n");
        }
    }

    private static String sentence(Evidence evidence) {
        return evidence.condition() + "  (otherwise: " + evidence.reason() + ")";
    }

    private static String sentence(QueryParameter parameter) {
        String defaultText =
                parameter.defaultText().map(text -> ", default " + text).orElse("");
        return "%s (%s%s): %s"
                .formatted(parameter.name(), QueryList.label(parameter.type()), defaultText, parameter.meaning());
    }

    private static String sentence(QueryColumn column) {
        String unit = column.unit().isEmpty() ? "" : " (" + column.unit() + ")";
        return column.name() + unit + ": " + column.meaning();
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > LINE_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
