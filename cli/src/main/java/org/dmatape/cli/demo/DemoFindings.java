// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.demo;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dmatape.analyze.check.CheckReport;
import org.dmatape.analyze.check.CheckResult;
import org.dmatape.analyze.check.CheckStatus;
import org.dmatape.analyze.check.Finding;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.output.TableWriter;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Styles;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.jspecify.annotations.Nullable;

/// The findings of the demo, each kind with one line of explanation and one example.
final class DemoFindings {

    private static final List<Column> COLUMNS = List.of(
            Column.text("check"),
            Column.text("severity"),
            Column.integer("committed"),
            Column.integer("found"),
            Column.text("what it means"));

    private final CheckReport report;
    private final QueryCatalogue catalogue;
    private final Map<String, Long> committed;

    /// @param committed how often the faulty driver did what each check looks for
    DemoFindings(CheckReport report, QueryCatalogue catalogue, Map<String, Long> committed) {
        this.report = report;
        this.catalogue = catalogue;
        this.committed = committed;
    }

    void write(Writer out, Styles styles) throws IOException {
        List<CheckResult> found = report.checks().stream()
                .filter(check -> check.status() == CheckStatus.FOUND)
                .toList();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (CheckResult check : found) {
            rows.add(Arrays.asList(
                    check.check(),
                    check.severity().name().toLowerCase(Locale.ROOT),
                    committed.get(check.check()),
                    check.count(),
                    title(check)));
        }
        TableWriter.write(Rows.of(COLUMNS, rows), styles, out);
        out.write("\nOne of each:\n");
        for (CheckResult check : found) {
            out.write("  " + styles.strong(check.check()) + ": " + example(check) + "\n");
        }
    }

    private String title(CheckResult check) {
        return catalogue.find(check.check()).map(CannedQuery::title).orElse("");
    }

    private String example(CheckResult check) {
        return report.findings().stream()
                .filter(finding -> finding.check().equals(check.check()))
                .findFirst()
                .map(DemoFindings::sentence)
                .orElse("");
    }

    private static String sentence(Finding finding) {
        String device = finding.device().map(name -> " (" + name + ")").orElse("");
        return TerminalText.visible(finding.messageWithCallers() + device);
    }
}
