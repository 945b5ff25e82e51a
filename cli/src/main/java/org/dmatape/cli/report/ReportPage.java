// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import org.dmatape.analyze.check.CheckResult;
import org.dmatape.analyze.check.CheckStatus;
import org.dmatape.analyze.check.EventStack;
import org.dmatape.analyze.check.Finding;
import org.dmatape.cli.Version;
import org.dmatape.cli.output.Counted;
import org.dmatape.cli.output.ShellWord;
import org.dmatape.cli.query.ResultRows;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.queries.Severity;

/// The report as one HTML page that needs nothing else: style, charting library and numbers are inside. Tables are
/// plain HTML, so the page is whole without scripts and on paper; the charts are drawn from the numbers by
/// `report.js`. The page forbids itself every script but its own two and every access to the network.
final class ReportPage {

    private final ReportData data;
    private final HtmlWriter html;

    ReportPage(ReportData data, Writer out) {
        this.data = data;
        this.html = new HtmlWriter(out);
    }

    void write() throws IOException {
        ReportAssets assets = ReportAssets.load();
        html.markup("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .markup("<meta http-equiv=\"Content-Security-Policy\" content=\"" + assets.contentSecurityPolicy()
                        + "\">\n")
                .markup("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .element("title", "dmatape: " + data.name())
                .markup("<style>" + assets.style() + "</style></head><body>\n");
        writeVerdict();
        writeFindings();
        for (ReportSection section : ReportSection.ALL) {
            writeSection(section);
        }
        writeEnvironment();
        html.markup("<footer>").text("dmatape " + Version.number()).markup("</footer>\n");
        html.markup("<script type=\"application/json\" id=\"numbers\">" + ReportCharts.json(data) + "</script>\n");
        html.markup("<script>" + assets.library() + "</script>\n");
        html.markup("<script>" + assets.script() + "</script>\n</body></html>\n");
    }

    private void writeVerdict() throws IOException {
        String verdict = data.report().verdict().label();
        html.markup("<header>").element("h1", data.name());
        html.markup("<p>").element("strong", "verdict " + verdict, verdict);
        html.text(String.format(
                        Locale.ROOT,
                        " %s, %s, %s. %s found nothing, %d could not look.",
                        Counted.of(count(Severity.ERROR), "error"),
                        Counted.of(count(Severity.WARNING), "warning"),
                        Counted.of(count(Severity.INFO), "note"),
                        Counted.of(checks(CheckStatus.NONE), "check"),
                        checks(CheckStatus.NOT_EVALUATED)))
                .markup("</p>\n");
        html.markup("<nav>");
        link("findings", "Findings");
        for (ReportSection section : ReportSection.ALL) {
            link(section.id(), section.title());
        }
        link("environment", "Environment");
        html.markup("</nav></header>\n");
    }

    private void link(String id, String title) throws IOException {
        html.markup("<a href=\"#" + HtmlWriter.escape(id) + "\">").text(title).markup("</a> ");
    }

    private long count(Severity severity) {
        return data.report().checks().stream()
                .filter(check -> check.severity() == severity)
                .mapToLong(CheckResult::count)
                .sum();
    }

    private long checks(CheckStatus status) {
        return data.report().checks().stream()
                .filter(check -> check.status() == status)
                .count();
    }

    private void writeFindings() throws IOException {
        html.markup("<section id=\"findings\"><h2>Findings</h2>\n");
        for (CheckResult check : data.report().checks()) {
            if (check.status() == CheckStatus.FOUND) {
                writeCheck(check);
            }
        }
        if (checks(CheckStatus.FOUND) == 0) {
            html.element("p", "Nothing was found.");
        }
        html.markup("<h3>What the verdict rests on</h3>\n"
                + "<div class=\"wide\"><table><thead><tr><th class=\"text\">check</th><th"
                + " class=\"text\">outcome</th><th class=\"text\">why</th></tr></thead><tbody>\n");
        for (CheckResult check : data.report().checks()) {
            html.markup("<tr>")
                    .element("td", "text", check.check())
                    .element("td", "text", check.status().label())
                    .element("td", "text long", check.reason().orElse(""))
                    .markup("</tr>\n");
        }
        html.markup("</tbody></table></div>\n");
        reproduce("check TAPE");
        html.markup("</section>\n");
    }

    private void writeCheck(CheckResult check) throws IOException {
        String severity = check.severity().name().toLowerCase(Locale.ROOT);
        html.markup("<h3>").element("span", "severity " + severity, severity);
        html.text(" " + check.check() + ": " + Counted.of(check.count(), "finding"))
                .markup("</h3>\n<ul>");
        long shown = 0;
        for (Finding finding : data.report().findings()) {
            if (finding.check().equals(check.check()) && shown < HtmlTable.MAX_ROWS) {
                html.element("li", finding.messageWithCallers());
                shown++;
            }
        }
        html.markup("</ul>\n");
        leftOut(check.count() - shown);
        for (int i = 0; i < data.evidence().size(); i++) {
            if (data.evidence().get(i).finding().check().equals(check.check())) {
                writeEvidence(data.evidence().get(i), i);
            }
        }
    }

    private void writeEvidence(FindingEvidence evidence, int number) throws IOException {
        html.markup("<details" + (number == 0 ? " open" : "") + "><summary>")
                .text("Evidence: " + evidence.finding().message())
                .markup("</summary>\n");
        chart("evidence-" + number, "chart low");
        for (EventStack stack : evidence.finding().stacks()) {
            String frames = String.join(" ← ", stack.frames());
            html.element("p", "Event " + stack.event() + ", " + stack.op() + ", called by: " + frames);
        }
        leftOut(HtmlTable.write(ResultRows.of(evidence.history()), html));
        reproduce(evidence.command());
        html.markup("</details>\n");
    }

    private void writeSection(ReportSection section) throws IOException {
        html.markup("<section id=\"" + section.id() + "\">").element("h2", section.title());
        html.element("p", section.intro());
        for (String chart : section.charts()) {
            chart(chart, "chart");
            reproduce("query TAPE " + chart);
        }
        for (String id : section.queries()) {
            ReportTable table = data.tables().get(id);
            if (table != null) {
                writeTable(table);
            }
        }
        html.markup("</section>\n");
    }

    private void writeTable(ReportTable table) throws IOException {
        html.element("h3", table.query().title());
        if (table.result().isEmpty()) {
            html.element(
                    "p", "missing", "Not evaluated: " + table.notEvaluated().orElse("no reason given"));
            return;
        }
        leftOut(HtmlTable.write(ResultRows.of(table.result().get()), html));
        reproduce("query TAPE " + table.query().id());
    }

    private void writeEnvironment() throws IOException {
        Manifest manifest = data.manifest();
        html.markup("<section id=\"environment\"><h2>Environment</h2>\n<dl>");
        for (Map.Entry<String, String> fact : manifest.host().entrySet()) {
            html.element("dt", fact.getKey()).element("dd", fact.getValue());
        }
        html.markup("</dl>\n<h3>Events</h3>\n<div class=\"wide\"><table><thead><tr><th class=\"text\">event</th>"
                + "<th class=\"number\">count</th><th class=\"text\">read as</th></tr></thead><tbody>\n");
        for (EventCount event : manifest.events()) {
            html.markup("<tr>")
                    .element("td", "text", event.system() + ":" + event.name())
                    .element("td", "number", Long.toString(event.count()))
                    .element("td", "text", event.interpretation())
                    .markup("</tr>\n");
        }
        html.markup("</tbody></table></div>\n");
        reproduce("info TAPE");
        html.markup("</section>\n");
    }

    private void chart(String id, String cssClass) throws IOException {
        html.markup("<div class=\"" + cssClass + "\" id=\"chart-" + HtmlWriter.escape(id) + "\"></div>\n");
    }

    private void leftOut(long rows) throws IOException {
        if (rows > 0) {
            html.element("p", "missing", rows + " more are not shown; the command below gives all of them.");
        }
    }

    private void reproduce(String command) throws IOException {
        html.markup("<p class=\"reproduce\">")
                .element("code", "dmatape " + command.replace("TAPE", ShellWord.quote(data.name())))
                .markup("</p>\n");
    }
}
