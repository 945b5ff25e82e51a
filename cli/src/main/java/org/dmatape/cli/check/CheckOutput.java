// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.check;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.dmatape.analyze.check.CheckReport;
import org.dmatape.analyze.check.CheckReportJson;
import org.dmatape.analyze.check.CheckResult;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Session;

/// Writes reports in the format asked for.
public final class CheckOutput {

    private CheckOutput() {}

    /// Writes the reports of one command. As JSON, one tape makes one object and several make an array of them; formats
    /// of rows have a row per finding.
    ///
    /// @param filter the options that say which part of the tapes this is about; empty for all of it
    public static void write(List<CheckReport> reports, String filter, OutputFormat format, Session session)
            throws IOException {
        switch (format) {
            case TABLE -> writeText(reports, filter, session);
            case JSON -> writeJson(reports, session);
            case JSONL, CSV, ARROW -> writeRows(reports, format, session);
        }
    }

    /// Rows have no place to say that there are more of them.
    private static void writeRows(List<CheckReport> reports, OutputFormat format, Session session) throws IOException {
        format.writer().write(FindingRows.of(reports), session);
        for (CheckReport report : reports) {
            for (CheckResult check : report.checks()) {
                if (check.listed() < check.count()) {
                    session.messages().println(TerminalText.visible(report.tape()) + ": " + CheckText.cut(check));
                }
            }
        }
    }

    private static void writeText(List<CheckReport> reports, String filter, Session session) throws IOException {
        try (Writer out = session.dataText()) {
            String separator = "";
            for (CheckReport report : reports) {
                out.write(separator);
                new CheckText(report, session.dataStyles(), out).write();
                separator = "\n";
            }
            if (!filter.isEmpty()) {
                out.write("this is about a part only: " + TerminalText.visible(filter) + "\n");
            }
        }
    }

    private static void writeJson(List<CheckReport> reports, Session session) throws IOException {
        try (Writer out = new AsciiJson(session.dataText())) {
            if (reports.size() == 1) {
                CheckReportJson.write(reports.getFirst(), out);
                return;
            }
            String separator = "[\n";
            for (CheckReport report : reports) {
                out.write(separator);
                CheckReportJson.write(report, out);
                separator = ",\n";
            }
            out.write("]\n");
        }
    }
}
