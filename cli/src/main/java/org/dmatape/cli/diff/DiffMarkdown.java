// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.diff;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.analyze.compare.Comparison;
import org.dmatape.analyze.compare.Judgement;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.output.TerminalText;
import org.jspecify.annotations.Nullable;

/// A comparison as Markdown, for a comment on a change.
final class DiffMarkdown {

    private final Comparison comparison;
    private final Writer out;

    DiffMarkdown(Comparison comparison, Writer out) {
        this.comparison = comparison;
        this.out = out;
    }

    void write() throws IOException {
        out.write("## dmatape diff: " + comparison.outcome().label() + "\n\n");
        out.write("- A: " + escape(String.join(", ", comparison.before())) + "\n");
        out.write("- B: " + escape(String.join(", ", comparison.after())) + "\n");
        for (String reason : DiffReasons.of(comparison)) {
            out.write("- " + escape(reason) + "\n");
        }
        if (!comparison.environment().isEmpty()) {
            table(
                    "The environments differ: the costs below compare platforms, not changes",
                    DiffTables.environment(comparison));
        }
        if (!comparison.findings().isEmpty()) {
            table("Findings, per recording", DiffTables.findings(comparison));
        }
        if (!comparison.checks().isEmpty()) {
            table("Checks that could look on one side only", DiffTables.checks(comparison));
        }
        if (!comparison.costs().isEmpty()) {
            table("Costs (less is better)", DiffTables.costs(comparison, List.of(Judgement.values())));
        }
    }

    private void table(String title, Rows rows) throws IOException {
        out.write("\n### " + title + "\n\n");
        List<String> names = rows.columns().stream().map(Column::name).toList();
        out.write("| " + String.join(" | ", names) + " |\n|" + "---|".repeat(names.size()) + "\n");
        while (rows.advance()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                cells.add(escape(text(rows.value(i))));
            }
            out.write("| " + String.join(" | ", cells) + " |\n");
        }
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number -> DiffReasons.number(number);
            default -> value.toString();
        };
    }

    /// Names come from recordings: nothing of them may act as markup.
    private static String escape(String text) {
        return TerminalText.visible(text).replaceAll("([\\\\`*_\\[\\]<>|#&])", "\\\\$1");
    }
}
