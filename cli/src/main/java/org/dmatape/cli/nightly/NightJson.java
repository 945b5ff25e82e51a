// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.dmatape.analyze.check.Verdict;
import org.dmatape.analyze.lab.judge.MetricJudgement;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.judge.ScenarioJudgement;
import org.dmatape.analyze.lab.judge.alert.Alert;
import org.dmatape.analyze.lab.series.AcceptedBaseline;
import org.dmatape.analyze.lab.series.CaptureOutcome;
import org.dmatape.cli.output.Json;

/// A night as one JSON object.
///
/// @param judgement the night
/// @param links reports of single captures
record NightJson(NightJudgement judgement, CaptureLinks links) {

    /// Name and version of the form; it changes with every change of meaning.
    static final String SCHEMA = "dmatape.nightly/1";

    void write(Writer out) throws IOException {
        try (JsonGenerator json = Json.generator(out)) {
            Json.beautify(json);
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeStringField("night", judgement.night().toString());
            json.writeStringField("verdict", judgement.verdict().label());
            AlertJson alerts = new AlertJson(json);
            alerts("alerts", judgement.alerts(), alerts, json);
            alerts("open", judgement.open(), alerts, json);
            alerts("past", judgement.past(), alerts, json);
            json.writeArrayFieldStart("scenarios");
            for (ScenarioJudgement scenario : judgement.scenarios()) {
                write(scenario, alerts, json);
            }
            json.writeEndArray();
            accepted(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void alerts(String name, List<Alert> alerts, AlertJson writer, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Alert alert : alerts) {
            writer.write(alert);
        }
        json.writeEndArray();
    }

    private void write(ScenarioJudgement scenario, AlertJson alerts, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("scenario", scenario.scenario());
        json.writeStringField("fingerprint", scenario.fingerprint());
        json.writeStringField("verdict", scenario.verdict().label());
        texts("reasons", scenario.reasons(), json);
        texts("environment", scenario.environment(), json);
        json.writeArrayFieldStart("captures");
        for (CaptureOutcome capture : scenario.captures()) {
            write(capture, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("metrics");
        for (MetricJudgement metric : scenario.metrics()) {
            write(metric, alerts, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(CaptureOutcome capture, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", capture.captureId());
        json.writeStringField("capture", capture.capture());
        json.writeStringField("verdict", capture.verdict().map(Verdict::label).orElse(null));
        json.writeBooleanField("lossy", capture.lossy());
        json.writeNumberField("lost_events", capture.lostEvents());
        json.writeStringField("broken", capture.broken().orElse(null));
        json.writeStringField("report", links.to(capture.captureId()).orElse(null));
        json.writeEndObject();
    }

    private static void write(MetricJudgement metric, AlertJson alerts, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", metric.series().metric().name());
        json.writeStringField("unit", metric.series().metric().unit());
        json.writeStringField(
                "goodness", metric.series().metric().goodness().name().toLowerCase(Locale.ROOT));
        json.writeStringField("status", metric.status().label());
        json.writeStringField("note", metric.note());
        json.writeFieldName("tonight");
        if (metric.evidence().isPresent()) {
            alerts.write(metric.evidence().get());
        } else {
            json.writeNull();
        }
        json.writeEndObject();
    }

    private void accepted(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("accepted");
        for (AcceptedBaseline baseline : judgement.accepted()) {
            json.writeStartObject();
            json.writeStringField("scenario", baseline.scenario());
            json.writeStringField("metric", baseline.metric());
            json.writeStringField("night", baseline.night().toString());
            json.writeStringField("reason", baseline.reason());
            json.writeStringField("accepted_at", baseline.acceptedAt().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(String name, List<String> texts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
