// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.dmatape.analyze.lab.judge.MetricJudgement;
import org.dmatape.analyze.lab.judge.MetricStatus;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.judge.ScenarioJudgement;
import org.dmatape.analyze.lab.judge.alert.Alert;
import org.dmatape.cli.output.Markdown;

/// A night as Markdown, for a message or an issue.
final class NightMarkdown {

    private final NightJudgement judgement;
    private final Writer out;

    NightMarkdown(NightJudgement judgement, Writer out) {
        this.judgement = judgement;
        this.out = out;
    }

    void write() throws IOException {
        out.write("# Night " + judgement.night() + ": " + judgement.verdict().label() + "\n");
        alerts("New tonight", judgement.alerts());
        alerts("Since earlier nights", judgement.open());
        out.write("\n## Scenarios\n\n");
        Markdown.writeTable(NightTables.scenarios(judgement), out);
        for (ScenarioJudgement scenario : judgement.scenarios()) {
            metrics(scenario);
        }
    }

    private void alerts(String title, List<Alert> alerts) throws IOException {
        if (alerts.isEmpty()) {
            return;
        }
        out.write("\n## " + title + "\n\n");
        for (Alert alert : alerts) {
            out.write("- **" + Markdown.escape(AlertText.headline(alert)) + "**\n");
            for (String reason : AlertText.reasons(alert)) {
                out.write("  - " + Markdown.escape(reason) + "\n");
            }
        }
    }

    private void metrics(ScenarioJudgement scenario) throws IOException {
        List<MetricJudgement> notable = scenario.metrics().stream()
                .filter(metric -> metric.status() != MetricStatus.UNCHANGED)
                .toList();
        if (!notable.isEmpty()) {
            out.write("\n### " + Markdown.escape(scenario.scenario()) + "\n\n");
            Markdown.writeTable(NightTables.metrics(notable), out);
        }
    }
}
