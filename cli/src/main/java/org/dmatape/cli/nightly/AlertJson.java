// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.dmatape.analyze.lab.judge.alert.Alert;
import org.dmatape.analyze.lab.judge.alert.Alert.BrokenAlert;
import org.dmatape.analyze.lab.judge.alert.Alert.FindingAlert;
import org.dmatape.analyze.lab.judge.alert.Alert.MetricAlert;
import org.dmatape.analyze.lab.judge.alert.CaptureReference;
import org.dmatape.analyze.lab.judge.alert.Evidence;
import org.dmatape.analyze.lab.judge.alert.Evidence.ChangePointEvidence;
import org.dmatape.analyze.lab.judge.alert.Evidence.NightEvidence;
import org.dmatape.analyze.lab.judge.settings.Thresholds;

/// Alerts in JSON: what every alert has, then what its kind has.
///
/// @param json where they are written
record AlertJson(JsonGenerator json) {

    void write(Alert alert) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", kind(alert));
        json.writeStringField("scenario", alert.scenario());
        json.writeStringField("state", alert.state().label());
        json.writeStringField("raised", alert.raised().toString());
        json.writeBooleanField("fails", alert.fails());
        json.writeStringField("message", AlertText.headline(alert));
        json.writeArrayFieldStart("reasons");
        for (String reason : AlertText.reasons(alert)) {
            json.writeString(reason);
        }
        json.writeEndArray();
        switch (alert) {
            case MetricAlert metric -> write(metric);
            case FindingAlert finding -> write(finding);
            case BrokenAlert broken -> captures(List.of(broken.capture()));
        }
        json.writeEndObject();
    }

    private static String kind(Alert alert) {
        return switch (alert) {
            case MetricAlert _ -> "metric";
            case FindingAlert _ -> "finding";
            case BrokenAlert _ -> "broken-capture";
        };
    }

    private void write(MetricAlert alert) throws IOException {
        json.writeStringField("fingerprint", alert.fingerprint());
        json.writeStringField("metric", alert.metric().name());
        json.writeStringField("unit", alert.metric().unit());
        json.writeStringField("rule", alert.rule().label());
        json.writeStringField("direction", alert.direction().label());
        json.writeStringField("since", alert.since().toString());
        json.writeStringField("note", alert.note().orElse(null));
        json.writeFieldName("evidence");
        write(alert.evidence());
        write(alert.thresholds());
    }

    private void write(FindingAlert alert) throws IOException {
        json.writeStringField("finding", alert.finding());
        json.writeStringField("severity", alert.severity().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("count", alert.count());
        json.writeNumberField("runs", alert.runs());
        json.writeStringField(
                "night_before", alert.before().map(LocalDate::toString).orElse(null));
        captures(alert.captures());
    }

    private void captures(List<CaptureReference> captures) throws IOException {
        json.writeArrayFieldStart("captures");
        for (CaptureReference capture : captures) {
            json.writeStartObject();
            json.writeStringField("id", capture.captureId());
            json.writeStringField("capture", capture.capture());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// The numbers of a rule.
    void write(Evidence evidence) throws IOException {
        json.writeStartObject();
        number("before", evidence.before());
        number("after", evidence.after());
        number("effect", evidence.effect());
        switch (evidence) {
            case NightEvidence numbers -> write(numbers);
            case ChangePointEvidence numbers -> write(numbers);
        }
        json.writeEndObject();
    }

    private void write(NightEvidence numbers) throws IOException {
        json.writeStringField("first_night", numbers.firstNight().toString());
        json.writeStringField("last_night", numbers.lastNight().toString());
        json.writeNumberField("nights", numbers.nights());
        json.writeNumberField("baseline_runs", numbers.baselineRuns());
        json.writeNumberField("runs", numbers.runs());
        json.writeNumberField("agreeing_runs", numbers.agreeing());
        number("spread", numbers.spread());
        number("rank_p", numbers.rankP());
        number("night_p", numbers.nightP());
        number("adjusted_p", numbers.adjustedP());
        json.writeNumberField("family", numbers.family());
        number("noticeable", numbers.noticeable());
    }

    private void write(ChangePointEvidence numbers) throws IOException {
        json.writeStringField("first_night", numbers.firstNight().toString());
        json.writeStringField("last_night", numbers.lastNight().toString());
        json.writeNumberField("nights_before", numbers.nightsBefore());
        json.writeNumberField("nights_after", numbers.nightsAfter());
        number("rank_p", numbers.rankP());
        number("raw_p", numbers.rawP());
        number("adjusted_p", numbers.adjustedP());
        json.writeNumberField("family", numbers.family());
    }

    private void write(Thresholds thresholds) throws IOException {
        json.writeObjectFieldStart("thresholds");
        json.writeNumberField("window_nights", thresholds.windowNights());
        json.writeNumberField("minimum_nights", thresholds.minimumNights());
        json.writeNumberField("minimum_runs", thresholds.minimumRuns());
        json.writeNumberField("minimum_effect", thresholds.minimumEffect());
        json.writeNumberField("p_value", thresholds.pValue());
        json.writeNumberField("change_point_window", thresholds.changePointWindow());
        json.writeNumberField("change_point_p_value", thresholds.changePointPValue());
        json.writeNumberField("erratic_effect", thresholds.erraticEffect());
        json.writeEndObject();
    }

    /// What is infinite is unknown.
    private void number(String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
