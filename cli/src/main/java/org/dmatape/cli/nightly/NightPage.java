// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.check.Verdict;
import org.dmatape.analyze.lab.judge.MetricJudgement;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.judge.ScenarioJudgement;
import org.dmatape.analyze.lab.judge.alert.Alert;
import org.dmatape.analyze.lab.judge.alert.Alert.BrokenAlert;
import org.dmatape.analyze.lab.judge.alert.Alert.FindingAlert;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.analyze.lab.judge.alert.CaptureReference;
import org.dmatape.analyze.lab.series.AcceptedBaseline;
import org.dmatape.analyze.lab.series.CaptureOutcome;
import org.dmatape.cli.Version;
import org.dmatape.cli.output.Counted;
import org.dmatape.cli.report.HtmlWriter;
import org.dmatape.cli.report.ReportAssets;

/// The overview of a night as one page that needs nothing else: alerts first, then every scenario with a picture of
/// every metric. There is no script in it, and it forbids itself every access to the network.
final class NightPage {

    private static final String STYLE = "nightly.css";

    private final NightJudgement judgement;
    private final CaptureLinks links;
    private final HtmlWriter html;

    NightPage(NightJudgement judgement, CaptureLinks links, Writer out) {
        this.judgement = judgement;
        this.links = links;
        this.html = new HtmlWriter(out);
    }

    void write() throws IOException {
        html.markup("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .markup("<meta http-equiv=\"Content-Security-Policy\""
                        + " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .markup("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .element(
                        "title",
                        "dmatape nightly " + judgement.night() + ": "
                                + judgement.verdict().label())
                .markup("<style>" + ReportAssets.sharedStyle() + style() + "</style></head><body>\n");
        header();
        alerts("new", "New tonight", judgement.alerts(), "Nothing new tonight.");
        alerts("open", "Since earlier nights", judgement.open(), "");
        for (int i = 0; i < judgement.scenarios().size(); i++) {
            scenario(judgement.scenarios().get(i), "scenario-" + i);
        }
        past();
        accepted();
        html.markup("<footer>").text("dmatape " + Version.number()).markup("</footer>\n</body></html>\n");
    }

    private static String style() throws IOException {
        try (InputStream in = NightPage.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + STYLE + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void header() throws IOException {
        String verdict = judgement.verdict().label();
        long captures = judgement.scenarios().stream()
                .mapToLong(scenario -> scenario.captures().size())
                .sum();
        html.markup("<header>").element("h1", "Night of " + judgement.night());
        html.markup("<p>")
                .element("strong", "verdict " + verdict, verdict)
                .text(" " + Counted.of(judgement.alerts().size(), "alert") + ", "
                        + judgement.open().size() + " still open; "
                        + Counted.of(judgement.scenarios().size(), "scenario") + ", "
                        + Counted.of(captures, "capture") + ".")
                .markup("</p>\n<nav>");
        for (int i = 0; i < judgement.scenarios().size(); i++) {
            ScenarioJudgement scenario = judgement.scenarios().get(i);
            html.markup("<a href=\"#scenario-" + i + "\">")
                    .text(scenario.scenario())
                    .markup("</a> ");
        }
        html.markup("</nav></header>\n");
    }

    private void alerts(String id, String title, List<Alert> alerts, String none) throws IOException {
        if (alerts.isEmpty() && none.isEmpty()) {
            return;
        }
        html.markup("<section id=\"" + id + "\">").element("h2", title);
        if (alerts.isEmpty()) {
            html.element("p", none);
        }
        for (Alert alert : alerts) {
            html.markup("<div class=\"alert " + (alert.fails() ? "fails" : "told") + "\">")
                    .element("h3", AlertText.headline(alert))
                    .markup("<ul>");
            for (String reason : AlertText.reasons(alert)) {
                html.element("li", reason);
            }
            html.markup("</ul>\n");
            picture(alert);
            reports(alert);
            html.markup("</div>\n");
        }
        html.markup("</section>\n");
    }

    private void picture(Alert alert) throws IOException {
        if (alert instanceof MetricAlert changed) {
            Optional<MetricJudgement> metric = judgement.scenarios().stream()
                    .flatMap(scenario -> scenario.metrics().stream())
                    .filter(one -> one.series().metric().equals(changed.metric())
                            && one.series().scenario().equals(changed.scenario())
                            && one.series().fingerprint().equals(changed.fingerprint()))
                    .findFirst();
            if (metric.isPresent()) {
                html.markup(new Sparkline(metric.get(), judgement).svg());
            }
        }
    }

    private void reports(Alert alert) throws IOException {
        List<CaptureReference> captures = switch (alert) {
            case MetricAlert _ -> List.of();
            case FindingAlert finding -> finding.captures();
            case BrokenAlert _ -> List.of();
        };
        if (captures.stream().anyMatch(capture -> links.to(capture.captureId()).isPresent())) {
            html.markup("<p class=\"reports\">").text("Reports: ");
            for (CaptureReference capture : captures) {
                capture(capture.captureId(), capture.capture());
                html.text(" ");
            }
            html.markup("</p>\n");
        }
    }

    private void capture(String captureId, String name) throws IOException {
        Optional<String> link = links.to(captureId);
        if (link.isPresent()) {
            html.markup("<a href=\"" + HtmlWriter.escape(link.get()) + "\">")
                    .text(name)
                    .markup("</a>");
        } else {
            html.text(name);
        }
    }

    private void scenario(ScenarioJudgement scenario, String id) throws IOException {
        String verdict = scenario.verdict().label();
        html.markup("<section id=\"" + id + "\"><h2>")
                .text(scenario.scenario() + " ")
                .element("span", "verdict " + verdict, verdict)
                .markup("</h2>\n");
        if (!scenario.reasons().isEmpty()) {
            html.markup("<ul>");
            for (String reason : scenario.reasons()) {
                html.element("li", reason);
            }
            html.markup("</ul>\n");
        }
        captures(scenario.captures());
        if (!scenario.metrics().isEmpty()) {
            metrics(scenario.metrics());
        }
        html.markup("</section>\n");
    }

    private void captures(List<CaptureOutcome> captures) throws IOException {
        html.markup("<p class=\"captures\">");
        for (CaptureOutcome capture : captures) {
            html.markup("<span>");
            capture(capture.captureId(), capture.capture());
            html.text(" "
                            + capture.broken()
                                    .map(_ -> "broken")
                                    .orElse(capture.verdict()
                                            .map(Verdict::label)
                                            .orElse("")))
                    .markup("</span> ");
        }
        html.markup("</p>\n");
    }

    private void metrics(List<MetricJudgement> metrics) throws IOException {
        html.markup("<div class=\"wide\"><table class=\"metrics\"><thead><tr><th class=\"text\">metric</th>"
                + "<th class=\"text\">nights</th><th class=\"number\">tonight</th><th class=\"number\">baseline</th>"
                + "<th class=\"number\">change</th><th class=\"number\">noticeable</th><th class=\"text\">status</th>"
                + "</tr></thead><tbody>\n");
        for (MetricJudgement metric : NightTables.worstFirst(metrics)) {
            html.markup("<tr class=\"" + metric.status().label() + "\">")
                    .element("td", "text", metric.series().metric().name())
                    .markup("<td>" + new Sparkline(metric, judgement).svg() + "</td>")
                    .element("td", "number", NightTables.tonight(metric))
                    .element("td", "number", NightTables.baseline(metric))
                    .element("td", "number", NightTables.change(metric))
                    .element("td", "number", NightTables.noticeable(metric))
                    .element(
                            "td",
                            "status",
                            metric.status().label() + (metric.note().isEmpty() ? "" : ", " + metric.note()))
                    .markup("</tr>\n");
        }
        html.markup("</tbody></table></div>\n");
    }

    private void past() throws IOException {
        if (judgement.past().isEmpty()) {
            return;
        }
        html.markup("<section id=\"past\"><h2>Earlier nights</h2>\n<div class=\"wide\"><table><thead><tr>"
                + "<th class=\"text\">night</th><th class=\"text\">alert</th><th class=\"text\">since then</th>"
                + "</tr></thead><tbody>\n");
        for (Alert alert : judgement.past().reversed()) {
            html.markup("<tr>")
                    .element("td", "text", alert.raised().toString())
                    .element("td", "text long", AlertText.headline(alert))
                    .element("td", "text long", alert instanceof MetricAlert metric ? outcome(metric) : "")
                    .markup("</tr>\n");
        }
        html.markup("</tbody></table></div></section>\n");
    }

    private static String outcome(MetricAlert alert) {
        return alert.state().label() + alert.note().map(note -> ": " + note).orElse("");
    }

    private void accepted() throws IOException {
        if (judgement.accepted().isEmpty()) {
            return;
        }
        html.markup("<section id=\"accepted\"><h2>Accepted baselines</h2>\n<ul>");
        for (AcceptedBaseline baseline : judgement.accepted()) {
            html.element(
                    "li",
                    baseline.scenario() + " " + baseline.metric() + " from " + baseline.night() + " on: "
                            + baseline.reason());
        }
        html.markup("</ul></section>\n");
    }
}
