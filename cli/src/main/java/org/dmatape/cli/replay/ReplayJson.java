// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.dmatape.cli.output.Hex;
import org.dmatape.cli.output.Json;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.InFlightBuffer;
import org.dmatape.replay.model.LiveMapping;
import org.dmatape.replay.model.Severity;
import org.dmatape.replay.run.Drift;
import org.dmatape.replay.run.ReplayListener;
import org.dmatape.replay.run.ReplaySummary;
import org.dmatape.replay.run.StateSnapshot;
import org.jspecify.annotations.Nullable;

/// A replay as one object of schema `dmatape.replay/1`. Divergences are written as they happen.
final class ReplayJson implements ReplayListener {

    private static final String SCHEMA = "dmatape.replay/1";
    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;

    private final JsonGenerator json;
    private final List<StateSnapshot> states = new ArrayList<>();

    ReplayJson(JsonGenerator json) {
        this.json = json;
        Json.beautify(json);
    }

    void begin(String tape) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("tape", tape);
        json.writeArrayFieldStart("divergences");
    }

    @Override
    public void state(StateSnapshot snapshot) {
        states.add(snapshot);
    }

    @Override
    public void diverged(Divergence divergence) {
        try {
            json.writeStartObject();
            json.writeStringField("check", divergence.rule().check());
            json.writeStringField(
                    "severity", DivergenceColumns.word(divergence.rule().severity()));
            string("kind", divergence.kind().orElse(null));
            string("device", divergence.device().orElse(null));
            number("ts_ns", divergence.tsNs());
            number(
                    "cpu",
                    divergence.cpu().isPresent()
                            ? OptionalLong.of(divergence.cpu().getAsInt())
                            : OptionalLong.empty());
            address("dma_addr", divergence.dmaAddress());
            address("phys_addr", divergence.physAddress());
            number("size", divergence.sizeBytes());
            json.writeNumberField("count", divergence.count());
            json.writeStringField("held", divergence.held());
            json.writeStringField("recorded", divergence.recorded());
            json.writeArrayFieldStart("history");
            for (String past : divergence.history()) {
                json.writeString(past);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("events");
            for (long event : divergence.events()) {
                json.writeNumber(event);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end(ReplaySummary summary) throws IOException {
        json.writeEndArray();
        json.writeArrayFieldStart("states");
        for (StateSnapshot state : states) {
            write(state);
        }
        json.writeEndArray();
        json.writeNumberField("events", summary.rows());
        json.writeBooleanField("complete", summary.complete());
        json.writeNumberField("wall_ns", summary.wallNs());
        for (Severity severity : Severity.values()) {
            json.writeNumberField(DivergenceColumns.word(severity) + "s", summary.divergences(severity));
        }
        json.writeNumberField("loss_spans", summary.lossSpans());
        writeDrift(summary);
        json.writeObjectFieldStart("digest");
        json.writeStringField("state", summary.digest().state());
        json.writeStringField("shape", summary.digest().shape());
        json.writeNumberField("live_mappings", summary.digest().mappings());
        json.writeNumberField("buffers_in_flight", summary.digest().buffers());
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void writeDrift(ReplaySummary summary) throws IOException {
        Drift drift = summary.drift();
        if (drift.steps() == 0) {
            json.writeNullField("drift");
            return;
        }
        json.writeObjectFieldStart("drift");
        json.writeNumberField("planned_ns", summary.plannedNs());
        json.writeNumberField("steps", drift.steps());
        json.writeNumberField("p50_ns", drift.quantileNs(MEDIAN));
        json.writeNumberField("p99_ns", drift.quantileNs(P99));
        json.writeNumberField("max_ns", drift.maxNs());
        json.writeNumberField("sum_ns", drift.sumNs());
        json.writeNumberField("last_ns", drift.lastNs());
        json.writeEndObject();
    }

    private void write(StateSnapshot state) throws IOException {
        json.writeStartObject();
        json.writeStringField("reason", state.reason());
        json.writeNumberField("before_event", state.beforeEvent());
        json.writeNumberField("ts_ns", state.tsNs());
        json.writeArrayFieldStart("mappings");
        for (LiveMapping mapping : state.mappings()) {
            json.writeStartObject();
            string("device", mapping.device().orElse(null));
            json.writeStringField("api", DivergenceColumns.word(mapping.api()));
            json.writeStringField("direction", DivergenceColumns.word(mapping.direction()));
            json.writeStringField("dma_addr", Hex.of(mapping.dmaAddress()));
            address("phys_addr", mapping.physAddress());
            number("size", mapping.sizeBytes());
            json.writeNumberField("map_event", mapping.mapEvent());
            json.writeNumberField("since_ns", mapping.sinceNs());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("buffers");
        for (InFlightBuffer buffer : state.buffers()) {
            json.writeStartObject();
            string("device", buffer.virtioDevice().orElse(null));
            string("queue", buffer.queue().orElse(null));
            json.writeStringField("token", Hex.of(buffer.token()));
            json.writeNumberField("add_event", buffer.addEvent());
            json.writeNumberField("since_ns", buffer.sinceNs());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("stale_ranges", state.stale().ranges());
        json.writeNumberField("stale_bytes", state.stale().sizeBytes());
        json.writeEndObject();
    }

    private void string(String name, @Nullable String text) throws IOException {
        json.writeStringField(name, text);
    }

    private void number(String name, OptionalLong number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(name, number.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }

    private void address(String name, OptionalLong address) throws IOException {
        json.writeStringField(name, address.isPresent() ? Hex.of(address.getAsLong()) : null);
    }
}
