// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.dmatape.analyze.compare.CheckDifference;
import org.dmatape.analyze.compare.Comparison;
import org.dmatape.analyze.compare.CostDifference;
import org.dmatape.analyze.compare.EnvironmentDifference;
import org.dmatape.analyze.compare.FindingDifference;
import org.dmatape.cli.output.Json;
import org.dmatape.cli.session.Session;

/// A comparison as one JSON object.
final class DiffJson {

    /// Name and version of the form; it changes with every change of meaning.
    private static final String SCHEMA = "dmatape.diff/1";

    private final Comparison comparison;
    private final JsonGenerator json;

    private DiffJson(Comparison comparison, JsonGenerator json) {
        this.comparison = comparison;
        this.json = json;
    }

    static void write(Comparison comparison, Session session) throws IOException {
        try (JsonGenerator json = Json.generator(session)) {
            Json.beautify(json);
            new DiffJson(comparison, json).write();
            json.writeRaw('\n');
        }
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", SCHEMA);
        texts("before", comparison.before());
        texts("after", comparison.after());
        json.writeStringField("verdict", comparison.outcome().label());
        texts("reasons", DiffReasons.of(comparison));
        json.writeNumberField("threshold", comparison.options().threshold());
        json.writeNumberField("confidence", comparison.options().confidence());
        json.writeArrayFieldStart("environment");
        for (EnvironmentDifference difference : comparison.environment()) {
            write(difference);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("findings");
        for (FindingDifference finding : comparison.findings()) {
            write(finding);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("checks");
        for (CheckDifference check : comparison.checks()) {
            write(check);
        }
        json.writeEndArray();
        texts("losses", comparison.losses());
        json.writeArrayFieldStart("costs");
        for (CostDifference cost : comparison.costs()) {
            write(cost);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(EnvironmentDifference difference) throws IOException {
        json.writeStartObject();
        json.writeStringField("subject", difference.subject());
        json.writeStringField("aspect", difference.aspect());
        texts("before", difference.before());
        texts("after", difference.after());
        json.writeEndObject();
    }

    private void write(FindingDifference finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("check", finding.check());
        json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("kind", finding.kind().orElse(null));
        json.writeStringField("device", finding.device().orElse(null));
        json.writeNumberField("before", finding.before());
        json.writeNumberField("after", finding.after());
        json.writeEndObject();
    }

    private void write(CheckDifference check) throws IOException {
        json.writeStartObject();
        json.writeStringField("check", check.check());
        json.writeStringField("not_evaluated_before", check.before().orElse(null));
        json.writeStringField("not_evaluated_after", check.after().orElse(null));
        json.writeEndObject();
    }

    private void write(CostDifference cost) throws IOException {
        json.writeStartObject();
        texts("group", cost.subject());
        json.writeStringField("metric", cost.metric().id());
        json.writeStringField("unit", cost.metric().unit());
        json.writeStringField("statistic", cost.statistic().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("before", cost.before());
        json.writeNumberField("after", cost.after());
        number("ratio", cost.ratio());
        number("ratio_low", cost.interval().low());
        number("ratio_high", cost.interval().high());
        json.writeNumberField("size_before", cost.sizeBefore());
        json.writeNumberField("size_after", cost.sizeAfter());
        json.writeStringField("judgement", DiffTables.label(cost.judgement()));
        json.writeEndObject();
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /// A ratio to nothing is unknown.
    private void number(String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
