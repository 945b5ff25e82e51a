// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.dmatape.analyze.lab.judge.MetricJudgement;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.judge.NightVerdict;
import org.dmatape.analyze.lab.judge.ScenarioJudgement;
import org.dmatape.analyze.lab.judge.alert.Alert;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.cli.output.JunitXml;

/// A night as JUnit XML, for build servers: a suite per scenario; a test case for what was recorded, for each kind of
/// finding, each broken capture and each metric. What fails the night failed; what could not be judged was skipped.
///
/// @param judgement the night
/// @param xml where it is written
record NightJunit(NightJudgement judgement, JunitXml xml) {

    private enum Result {
        PASSED,
        FAILED,
        SKIPPED
    }

    private record TestCase(String group, String name, Result result, String message, String details) {}

    static void write(NightJudgement judgement, Writer out) throws IOException {
        JunitXml.write(
                out,
                "testsuites",
                "dmatape nightly " + judgement.night(),
                xml -> new NightJunit(judgement, xml).write());
    }

    private void write() throws XMLStreamException {
        for (ScenarioJudgement scenario : judgement.scenarios()) {
            suite(scenario, cases(scenario));
        }
    }

    private void suite(ScenarioJudgement scenario, List<TestCase> cases) throws XMLStreamException {
        xml.stream().writeCharacters("\n  ");
        xml.stream().writeStartElement("testsuite");
        xml.attribute("name", scenario.scenario());
        xml.attribute("tests", cases.size());
        xml.attribute("failures", count(cases, Result.FAILED));
        xml.attribute("errors", 0);
        xml.attribute("skipped", count(cases, Result.SKIPPED));
        xml.attribute("timestamp", judgement.night() + "T00:00:00");
        for (TestCase one : cases) {
            write(scenario, one);
        }
        xml.stream().writeCharacters("\n  ");
        xml.end();
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
        xml.beginCase("    ", scenario.scenario() + "." + one.group(), one.name());
        switch (one.result()) {
            case FAILED -> {
                xml.stream().writeStartElement("failure");
                xml.attribute("message", one.message());
                xml.text(one.details());
                xml.end();
            }
            case SKIPPED -> xml.outcome("skipped", one.message());
            case PASSED -> {
                if (!one.details().isEmpty()) {
                    xml.stream().writeStartElement("system-out");
                    xml.text(one.message() + "\n" + one.details());
                    xml.end();
                }
            }
        }
        xml.end();
    }
}
