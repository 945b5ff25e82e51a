// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.diff;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import org.dmatape.analyze.compare.Comparison;
import org.dmatape.analyze.compare.Comparison.Outcome;
import org.dmatape.analyze.compare.CostDifference;
import org.dmatape.analyze.compare.FindingDifference;
import org.dmatape.analyze.compare.Judgement;
import org.dmatape.cli.output.JunitXml;

/// A comparison as JUnit XML, for build servers: a test case per cost and per kind of finding; what regressed failed,
/// what could not be judged was skipped.
///
/// @param comparison what changed
/// @param xml where it is written
record DiffJunit(Comparison comparison, JunitXml xml) {

    private static final String SUITE = "dmatape diff";

    static void write(Comparison comparison, Writer out) throws IOException {
        JunitXml.write(out, "testsuite", SUITE, xml -> new DiffJunit(comparison, xml).write());
    }

    private void write() throws XMLStreamException {
        List<String> doubts = comparison.outcome() == Outcome.INCONCLUSIVE ? DiffReasons.of(comparison) : List.of();
        xml.attribute("tests", comparison.costs().size() + comparison.findings().size() + doubts.size());
        xml.attribute(
                "failures",
                comparison.regressions().size() + comparison.newFindings().size());
        xml.attribute("skipped", undecided() + doubts.size());
        for (String doubt : doubts) {
            xml.beginCase("  ", "evidence", doubt);
            xml.outcome("skipped", "inconclusive: " + doubt);
            xml.end();
        }
        for (FindingDifference finding : comparison.findings()) {
            write(finding);
        }
        for (CostDifference cost : comparison.costs()) {
            write(cost);
        }
    }

    private void write(FindingDifference finding) throws XMLStreamException {
        xml.beginCase(
                "  ",
                "findings",
                finding.check()
                        + finding.kind().map(kind -> " (" + kind + ")").orElse("")
                        + finding.device().map(device -> " on " + device).orElse(""));
        if (comparison.newFindings().contains(finding)) {
            xml.outcome(
                    "failure",
                    DiffReasons.number(finding.after()) + " findings of severity "
                            + finding.severity().name().toLowerCase(Locale.ROOT) + ", none before");
        }
        xml.end();
    }

    private void write(CostDifference cost) throws XMLStreamException {
        xml.beginCase("  ", "costs", DiffTables.group(cost) + " " + DiffTables.measure(cost));
        String change = Percent.ofRatio(cost.ratio()) + " (" + DiffTables.interval(cost) + ")";
        switch (cost.judgement()) {
            case REGRESSED -> xml.outcome("failure", change);
            case UNDECIDED -> xml.outcome("skipped", "too noisy to judge: " + change);
            case IMPROVED, UNCHANGED -> {}
        }
        xml.end();
    }

    private long undecided() {
        return comparison.costs().stream()
                .filter(cost -> cost.judgement() == Judgement.UNDECIDED)
                .count();
    }
}
