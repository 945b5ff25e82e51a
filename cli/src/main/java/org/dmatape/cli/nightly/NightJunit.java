// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.dmatape.analyze.lab.judge.Alert;
import org.dmatape.analyze.lab.judge.Alert.MetricAlert;
import org.dmatape.analyze.lab.judge.MetricJudgement;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.judge.NightVerdict;
import org.dmatape.analyze.lab.judge.ScenarioJudgement;
import org.dmatape.cli.output.TerminalText;

/// A night as JUnit XML, for build servers: a suite per scenario; a test case for what was recorded, for each kind of
/// finding, each
/// broken capture and each metric. What fails the night failed; what could not be judged was skipped.
final class NightJunit {

    private enum Result {
        PASSED,
        FAILED,
        SKIPPED
    }

    private record TestCase(String group, String name, Result result, String message, String details) {}

    private final NightJudgement judgement;
    private final XMLStreamWriter xml;

    private NightJunit(NightJudgement judgement, XMLStreamWriter xml) {
        this.judgement = judgement;
        this.xml = xml;
    }

    static void write(NightJudgement judgement, Writer out) throws IOException {
        try {
            new NightJunit(judgement, XMLOutputFactory.newFactory().createXMLStreamWriter(out)).write();
            out.write('\n');
        } catch (XMLStreamException failure) {
            throw new IOException("writing the JUnit XML failed: " + failure.getMessage(), failure);
        }
    }

    private void write() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        attribute("name", "dmatape nightly " + judgement.night());
        for (ScenarioJudgement scenario : judgement.scenarios()) {
            suite(scenario, cases(scenario));
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private void suite(ScenarioJudgement scenario, List<TestCase> cases) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute("name", scenario.scenario());
        attribute("tests", cases.size());
        attribute("failures", count(cases, Result.FAILED));
        attribute("errors", 0);
        attribute("skipped", count(cases, Result.SKIPPED));
        attribute("timestamp", judgement.night() + "T00:00:00");
        for (TestCase one : cases) {
            write(scenario, one);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static long count(List<TestCase> cases, Result result) {
        return cases.stream().filter(one -> one.result() == result).count();
    }

    private List<TestCase> cases(ScenarioJudgement scenario) {
        List<TestCase> cases = new ArrayList<>();
        boolean blind = scenario.verdict() == NightVerdict.INCONCLUSIVE || scenario.verdict() == NightVerdict.LEARNING;
        cases.add(new TestCase(
                "captures",
                "recorded",
                blind ? Result.SKIPPED : Result.PASSED,
                String.join("; ", scenario.reasons()),
                ""));
        Stream.concat(judgement.alerts().stream(), judgement.open().stream())
                .filter(alert -> alert.scenario().equals(scenario.scenario()) && !(alert instanceof MetricAlert))
                .forEach(alert -> cases.add(of("findings", AlertText.headline(alert), alert)));
        scenario.metrics().forEach(metric -> cases.add(of(metric)));
        return cases;
    }

    private static TestCase of(String group, String name, Alert alert) {
        return new TestCase(
                group,
                name,
                alert.fails() ? Result.FAILED : Result.PASSED,
                AlertText.headline(alert),
                String.join("\n", AlertText.reasons(alert)));
    }

    private TestCase of(MetricJudgement metric) {
        String name = metric.series().metric().name();
        Optional<TestCase> changed = Stream.concat(judgement.alerts().stream(), judgement.open().stream())
                .filter(alert -> alert instanceof MetricAlert change
                        && change.metric().name().equals(name)
                        && change.scenario().equals(metric.series().scenario())
                        && change.fingerprint().equals(metric.series().fingerprint()))
                .findFirst()
                .map(alert -> of("metrics", name, alert));
        return changed.orElseGet(() -> switch (metric.status()) {
            case LEARNING, INCONCLUSIVE, ERRATIC ->
                new TestCase("metrics", name, Result.SKIPPED, metric.status().label() + " " + metric.note(), "");
            case REGRESSED, STILL_REGRESSED, CHANGED, IMPROVED, UNCHANGED ->
                new TestCase("metrics", name, Result.PASSED, "", "");
        });
    }

    private void write(ScenarioJudgement scenario, TestCase one) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute("classname", "dmatape." + scenario.scenario() + "." + one.group());
        attribute("name", one.name());
        switch (one.result()) {
            case FAILED -> {
                xml.writeStartElement("failure");
                attribute("message", one.message());
                xml.writeCharacters(TerminalText.visibleLines(one.details()));
                xml.writeEndElement();
            }
            case SKIPPED -> {
                xml.writeEmptyElement("skipped");
                attribute("message", one.message());
            }
            case PASSED -> {
                if (!one.details().isEmpty()) {
                    xml.writeStartElement("system-out");
                    xml.writeCharacters(TerminalText.visibleLines(one.message() + "\n" + one.details()));
                    xml.writeEndElement();
                }
            }
        }
        xml.writeEndElement();
    }

    /// XML has no way to write most control characters, so they are made visible.
    private void attribute(String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, TerminalText.visible(value.toString()));
    }
}
