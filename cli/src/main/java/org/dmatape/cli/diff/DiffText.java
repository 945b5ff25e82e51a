// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.diff;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.dmatape.analyze.compare.Comparison;
import org.dmatape.analyze.compare.Comparison.Outcome;
import org.dmatape.analyze.compare.Judgement;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.output.TableWriter;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Styles;

/// A comparison for a person: first whether it is fair, then what appeared and went away, then costs, then the reasons.
final class DiffText {

    private final Comparison comparison;
    private final Styles styles;
    private final Writer out;

    DiffText(Comparison comparison, Styles styles, Writer out) {
        this.comparison = comparison;
        this.styles = styles;
        this.out = out;
    }

    void write() throws IOException {
        writeSide("A", comparison.before());
        writeSide("B", comparison.after());
        writeEnvironment();
        section("Findings, per recording", !comparison.findings().isEmpty(), DiffTables.findings(comparison));
        section(
                "Checks that could look on one side only",
                !comparison.checks().isEmpty(),
                DiffTables.checks(comparison));
        if (comparison.options().costs()) {
            writeCosts();
        }
        writeOutcome();
    }

    private void writeSide(String side, List<String> tapes) throws IOException {
        out.write(styles.strong(side) + " " + TerminalText.visible(String.join(", ", tapes)) + "\n");
    }

    private void writeEnvironment() throws IOException {
        if (comparison.environment().isEmpty()) {
            out.write("\nThe environments are alike, as far as the tapes say.\n");
            return;
        }
        String meaning = comparison.options().costs() ? ": the costs below compare platforms, not changes." : ".";
        out.write("\n" + styles.warning("The environments differ" + meaning) + "\n");
        TableWriter.write(DiffTables.environment(comparison), styles, out);
    }

    private void writeCosts() throws IOException {
        section(
                "Costs that changed (less is better)",
                count(Judgement.REGRESSED) + count(Judgement.IMPROVED) > 0,
                DiffTables.costs(comparison, List.of(Judgement.REGRESSED, Judgement.IMPROVED)));
        section(
                "Costs too noisy to judge",
                count(Judgement.UNDECIDED) > 0,
                DiffTables.costs(comparison, List.of(Judgement.UNDECIDED)));
        out.write("\n" + count(Judgement.REGRESSED) + " regressed, " + count(Judgement.IMPROVED) + " improved, "
                + count(Judgement.UNCHANGED) + " unchanged within "
                + Percent.ofFraction(comparison.options().threshold()) + ", " + count(Judgement.UNDECIDED)
                + " undecided\n");
    }

    private void section(String title, boolean wanted, Rows rows) throws IOException {
        if (wanted) {
            out.write("\n" + styles.strong(title) + "\n");
            TableWriter.write(rows, styles, out);
        }
    }

    private void writeOutcome() throws IOException {
        Outcome outcome = comparison.outcome();
        out.write("\nverdict: " + styled(outcome) + "\n");
        for (String reason : DiffReasons.of(comparison)) {
            out.write("  " + TerminalText.visible(reason) + "\n");
        }
    }

    private String styled(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> styles.good(outcome.label());
            case REGRESSED -> styles.error(outcome.label());
            case INCONCLUSIVE -> styles.warning(outcome.label());
        };
    }

    private long count(Judgement judgement) {
        return comparison.costs().stream()
                .filter(cost -> cost.judgement() == judgement)
                .count();
    }
}
