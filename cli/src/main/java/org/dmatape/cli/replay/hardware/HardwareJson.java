// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay.hardware;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import org.dmatape.cli.output.Hex;
import org.dmatape.cli.output.Json;
import org.dmatape.cli.session.Session;
import org.dmatape.replay.hardware.HardwareReport;
import org.dmatape.replay.hardware.MappedExtent;
import org.dmatape.replay.hardware.Refusal;

/// The mappings that were made, as one object of schema `dmatape.onto/1`.
final class HardwareJson {

    private static final String SCHEMA = "dmatape.onto/1";
    private static final double P99 = 0.99;

    private HardwareJson() {}

    static void write(String tape, String target, HardwareReport report, boolean measured, Session session)
            throws IOException {
        try (JsonGenerator json = Json.generator(session)) {
            Json.beautify(json);
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeStringField("tape", tape);
            json.writeStringField("target", target);
            json.writeBooleanField("made", measured);
            json.writeArrayFieldStart("devices");
            for (String device : report.devices()) {
                json.writeString(device);
            }
            json.writeEndArray();
            json.writeFieldName("operations");
            Json.writeArray(json, HardwareRows.of(report, measured));
            writeRefusals(json, report);
            writeExtent(json, report.extent());
            json.writeNumberField("maps_without_address", report.leftOut().withoutAddress());
            json.writeNumberField("unmatched_unmaps", report.leftOut().unmatchedUnmaps());
            json.writeNumberField("still_mapped", report.leftOut().stillMapped());
            json.writeNumberField("loss_spans", report.lossSpans());
            if (measured) {
                json.writeNumberField("elapsed_ns", report.elapsedNs());
                json.writeNumberField("drift_p99_ns", report.drift().quantileNs(P99));
                json.writeNumberField("drift_max_ns", report.drift().maxNs());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void writeRefusals(JsonGenerator json, HardwareReport report) throws IOException {
        json.writeArrayFieldStart("refused");
        for (Refusal refusal : report.refusals()) {
            json.writeStartObject();
            json.writeStringField("operation", refusal.op().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("error", refusal.error());
            json.writeNumberField("calls", refusal.count());
            json.writeNumberField("first_event", refusal.eventId());
            json.writeStringField("first_iova", Hex.of(refusal.iova()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeExtent(JsonGenerator json, MappedExtent extent) throws IOException {
        json.writeStringField("lowest_iova", extent.isEmpty() ? null : Hex.of(extent.lowestIova()));
        json.writeStringField("highest_iova", extent.isEmpty() ? null : Hex.of(extent.highestIova()));
        json.writeNumberField("largest_bytes", extent.largestBytes());
        json.writeNumberField("most_buffers", extent.peakBuffers());
    }
}
