// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.diff;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.dmatape.analyze.compare.Comparison;
import org.dmatape.analyze.compare.Judgement;
import org.dmatape.cli.output.Markdown;
import org.dmatape.cli.output.Rows;

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
        out.write("- A: " + Markdown.escape(String.join(", ", comparison.before())) + "\n");
        out.write("- B: " + Markdown.escape(String.join(", ", comparison.after())) + "\n");
        for (String reason : DiffReasons.of(comparison)) {
            out.write("- " + Markdown.escape(reason) + "\n");
        }
        if (!comparison.environment().isEmpty()) {
            String meaning = comparison.options().costs() ? ": the costs below compare platforms, not changes" : "";
            table("The environments differ" + meaning, DiffTables.environment(comparison));
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
        Markdown.writeTable(rows, out);
    }
}
