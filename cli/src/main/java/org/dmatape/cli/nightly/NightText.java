// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.dmatape.analyze.lab.judge.MetricJudgement;
import org.dmatape.analyze.lab.judge.MetricStatus;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.judge.NightVerdict;
import org.dmatape.analyze.lab.judge.ScenarioJudgement;
import org.dmatape.analyze.lab.judge.alert.Alert;
import org.dmatape.cli.output.TableWriter;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Styles;

/// A night for a person at a terminal: what is new, what is still open, the scenarios, the metrics that need a look,
/// the verdict.
final class NightText {

    private final NightJudgement judgement;
    private final Styles styles;
    private final Writer out;

    NightText(NightJudgement judgement, Styles styles, Writer out) {
        this.judgement = judgement;
        this.styles = styles;
        this.out = out;
    }

    void write() throws IOException {
        alerts("New tonight", judgement.alerts());
        alerts("Since earlier nights", judgement.open());
        out.write(styles.strong("Scenarios") + "\n");
        TableWriter.write(NightTables.scenarios(judgement), styles, out);
        for (ScenarioJudgement scenario : judgement.scenarios()) {
            List<MetricJudgement> notable = scenario.metrics().stream()
                    .filter(metric -> metric.status() != MetricStatus.UNCHANGED
                            && metric.status() != MetricStatus.LEARNING
                            && metric.status() != MetricStatus.INCONCLUSIVE)
                    .toList();
            if (!notable.isEmpty()) {
                out.write("\n" + styles.strong(TerminalText.visible(scenario.scenario()) + ": metrics to look at")
                        + "\n");
                TableWriter.write(NightTables.metrics(notable), styles, out);
            }
        }
        out.write("\nnight " + judgement.night() + ": " + styled(judgement.verdict()) + "\n");
    }

    private void alerts(String title, List<Alert> alerts) throws IOException {
        if (alerts.isEmpty()) {
            return;
        }
        out.write(styles.strong(title) + "\n");
        for (Alert alert : alerts) {
            String headline = TerminalText.visible(AlertText.headline(alert));
            out.write("  " + (alert.fails() ? styles.error(headline) : styles.warning(headline)) + "\n");
            for (String reason : AlertText.reasons(alert)) {
                out.write("    " + TerminalText.visible(reason) + "\n");
            }
        }
        out.write("\n");
    }

    private String styled(NightVerdict verdict) {
        return switch (verdict) {
            case PASSED -> styles.good(verdict.label());
            case FAILED -> styles.error(verdict.label());
            case INCONCLUSIVE, LEARNING -> styles.warning(verdict.label());
        };
    }
}
