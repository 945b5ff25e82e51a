// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.dmatape.analyze.check.CheckResult;
import org.dmatape.analyze.check.CheckStatus;
import org.dmatape.analyze.check.Finding;
import org.dmatape.cli.output.Markdown;
import org.dmatape.cli.query.ResultRows;

/// The report as Markdown, for a bug report: verdict, findings with the first histories, costs, environment.
final class ReportMarkdown {

    private static final int MAX_FINDINGS_PER_CHECK = 5;
    private static final List<String> TABLES = List.of("cost-benchmark", "cost-requests", "devices");

    private final ReportData data;
    private final Writer out;

    ReportMarkdown(ReportData data, Writer out) {
        this.data = data;
        this.out = out;
    }

    void write() throws IOException {
        out.write("# dmatape: " + Markdown.escape(data.name()) + "\n\nVerdict: **"
                + data.report().verdict().label() + "**\n");
        for (CheckResult check : data.report().checks()) {
            if (check.status() == CheckStatus.FOUND) {
                writeCheck(check);
            }
        }
        writeNotEvaluated();
        for (String id : TABLES) {
            ReportTable table = data.tables().get(id);
            if (table != null && table.result().isPresent()) {
                out.write("\n## " + table.query().title() + "\n\n");
                Markdown.writeTable(ResultRows.of(table.result().get()), out);
            }
        }
        out.write("\n## Environment\n\n");
        for (Map.Entry<String, String> fact : data.manifest().host().entrySet()) {
            out.write("- " + Markdown.escape(fact.getKey()) + ": " + Markdown.escape(fact.getValue()) + "\n");
        }
    }

    private void writeCheck(CheckResult check) throws IOException {
        out.write("\n## " + check.check() + ": " + check.count() + "\n\n");
        List<Finding> shown = data.report().findings().stream()
                .filter(finding -> finding.check().equals(check.check()))
                .limit(MAX_FINDINGS_PER_CHECK)
                .toList();
        for (Finding finding : shown) {
            out.write("- " + Markdown.escape(finding.messageWithCallers()) + "\n");
        }
        if (check.count() > MAX_FINDINGS_PER_CHECK) {
            out.write("- and " + (check.count() - MAX_FINDINGS_PER_CHECK) + " more\n");
        }
        for (FindingEvidence evidence : data.evidence()) {
            if (evidence.finding().check().equals(check.check())) {
                out.write("\nWhat happened to the address of the first ("
                        + Markdown.code("dmatape " + evidence.command()) + "):\n\n");
                Markdown.writeTable(ResultRows.of(evidence.history()), out);
                return;
            }
        }
    }

    private void writeNotEvaluated() throws IOException {
        out.write("\n## Not evaluated\n\n");
        for (CheckResult check : data.report().checks()) {
            if (check.status() == CheckStatus.NOT_EVALUATED) {
                out.write("- " + check.check() + ": "
                        + Markdown.escape(check.reason().orElse("no reason given")) + "\n");
            }
        }
    }
}
