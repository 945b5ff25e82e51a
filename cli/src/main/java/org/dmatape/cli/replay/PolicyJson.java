// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.dmatape.cli.output.Json;
import org.dmatape.cli.session.Session;
import org.dmatape.replay.policy.BypassedQueue;
import org.dmatape.replay.policy.CostLine;
import org.dmatape.replay.policy.Figure;
import org.dmatape.replay.policy.FigureValue;
import org.dmatape.replay.policy.PolicyReport;
import org.dmatape.replay.policy.PolicyReport.Table;
import org.dmatape.replay.policy.PolicyResult;

/// The policies as one object of schema `dmatape.policy/1`.
final class PolicyJson {

    private static final String SCHEMA = "dmatape.policy/1";

    private final JsonGenerator json;

    private PolicyJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(String tape, PolicyReport report, Session session) throws IOException {
        try (JsonGenerator generator = Json.generator(session)) {
            Json.beautify(generator);
            new PolicyJson(generator).write(tape, report);
        }
    }

    private void write(String tape, PolicyReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("tape", tape);
        json.writeNumberField("events", report.rows());
        json.writeNumberField("loss_spans", report.lossSpans());
        json.writeNumberField("unmatched_unmaps", report.unmatchedUnmaps());
        json.writeArrayFieldStart("tables");
        for (Table table : report.tables()) {
            write(table);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("bypassed");
        for (BypassedQueue queue : report.bypassed()) {
            write(queue);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void write(Table table) throws IOException {
        json.writeStartObject();
        json.writeStringField("scope", PolicyRows.word(table.scope()));
        json.writeArrayFieldStart("devices");
        for (String device : table.devices()) {
            json.writeString(device);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("policies");
        for (PolicyResult result : table.results()) {
            write(result);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(PolicyResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("policy", result.policy().label());
        json.writeArrayFieldStart("figures");
        for (Map.Entry<Figure, FigureValue> figure : result.figures().entrySet()) {
            json.writeStartObject();
            json.writeStringField("figure", figure.getKey().label());
            json.writeStringField("unit", PolicyRows.word(figure.getKey().unit()));
            json.writeNumberField("value", figure.getValue().value());
            json.writeStringField("origin", figure.getValue().origin().label());
            json.writeStringField("source", figure.getValue().source());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("costs");
        for (CostLine line : result.costs()) {
            json.writeStartObject();
            json.writeStringField("cost", line.item().label());
            json.writeNumberField("count", line.count());
            json.writeStringField("per", line.item().per());
            json.writeNumberField("ns_each", line.nsEach());
            json.writeNumberField("ns", Math.round(line.ns()));
            json.writeStringField("source", line.source());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(BypassedQueue queue) throws IOException {
        json.writeStartObject();
        json.writeStringField("device", queue.device().orElse(null));
        json.writeStringField("virtio_device", queue.virtioDevice());
        json.writeStringField("driver", queue.driver().orElse(null));
        json.writeNumberField("queue", queue.queueIndex());
        json.writeNumberField("buffers", queue.buffers());
        json.writeNumberField("segments", queue.segments());
        json.writeNumberField("read_bytes", queue.readBytes());
        json.writeNumberField("written_bytes", queue.writtenBytes());
        json.writeNumberField("indirect_tables", queue.indirectTables());
        json.writeNumberField("would_fault", queue.wouldFault());
        json.writeNumberField("device_wrote_bytes", queue.deviceWroteBytes());
        json.writeEndObject();
    }
}
