// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.diff;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.dmatape.analyze.compare.Comparison;
import org.dmatape.analyze.compare.CostDifference;
import org.dmatape.analyze.compare.FindingDifference;
import org.dmatape.analyze.compare.Judgement;
import org.dmatape.cli.output.TerminalText;

/// A comparison as JUnit XML, for build servers: a test case per cost and per kind of finding; what regressed failed,
/// what
/// could not be judged was skipped.
final class DiffJunit {

    private static final String SUITE = "dmatape diff";

    private final Comparison comparison;
    private final XMLStreamWriter xml;

    private DiffJunit(Comparison comparison, XMLStreamWriter xml) {
        this.comparison = comparison;
        this.xml = xml;
    }

    static void write(Comparison comparison, Writer out) throws IOException {
        try {
            new DiffJunit(comparison, XMLOutputFactory.newFactory().createXMLStreamWriter(out)).write();
            out.write('\n');
        } catch (XMLStreamException failure) {
            throw new IOException("writing the JUnit XML failed: " + failure.getMessage(), failure);
        }
    }

    private void write() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", SUITE);
        attribute("tests", comparison.costs().size() + comparison.findings().size());
        attribute(
                "failures",
                comparison.regressions().size() + comparison.newFindings().size());
        attribute("skipped", undecided());
        for (FindingDifference finding : comparison.findings()) {
            write(finding);
        }
        for (CostDifference cost : comparison.costs()) {
            write(cost);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private void write(FindingDifference finding) throws XMLStreamException {
        beginCase(
                "findings",
                finding.check()
                        + finding.device().map(device -> " on " + device).orElse(""));
        if (comparison.newFindings().contains(finding)) {
            xml.writeEmptyElement("failure");
            attribute(
                    "message",
                    DiffReasons.number(finding.after()) + " findings of severity "
                            + finding.severity().name().toLowerCase(Locale.ROOT) + ", none before");
        }
        xml.writeEndElement();
    }

    private void write(CostDifference cost) throws XMLStreamException {
        beginCase("costs", DiffTables.group(cost) + " " + DiffTables.measure(cost));
        String change = Percent.ofRatio(cost.ratio()) + " (" + DiffTables.interval(cost) + ")";
        switch (cost.judgement()) {
            case REGRESSED -> {
                xml.writeEmptyElement("failure");
                attribute("message", change);
            }
            case UNDECIDED -> {
                xml.writeEmptyElement("skipped");
                attribute("message", "too noisy to judge: " + change);
            }
            case IMPROVED, UNCHANGED -> {}
        }
        xml.writeEndElement();
    }

    private void beginCase(String group, String name) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute("classname", "dmatape." + group);
        attribute("name", name);
    }

    private long undecided() {
        return comparison.costs().stream()
                .filter(cost -> cost.judgement() == Judgement.UNDECIDED)
                .count();
    }

    /// XML has no way to write most control characters, so they are made visible.
    private void attribute(String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, TerminalText.visible(value.toString()));
    }
}
