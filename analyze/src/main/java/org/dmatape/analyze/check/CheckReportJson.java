// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.dmatape.queries.Severity;

/// Writes a report as JSON, schema `dmatape.check/1`: addresses are hexadecimal text, times numbers of
/// nanoseconds, what is unknown is null.
public final class CheckReportJson {

    /// The schema's name and version; it changes with every change of meaning.
    public static final String SCHEMA = "dmatape.check/1";

    private final JsonGenerator json;

    private CheckReportJson(JsonGenerator json) {
        this.json = json;
    }

    /// Writes one object and a line end. The writer stays open.
    public static void write(CheckReport report, Writer writer) throws IOException {
        JsonGenerator generator = new JsonFactory().createGenerator(writer);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        generator.setPrettyPrinter(
                new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));
        try (generator) {
            new CheckReportJson(generator).write(report);
        }
        writer.write(System.lineSeparator());
        writer.flush();
    }

    private void write(CheckReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", SCHEMA);
        json.writeStringField("tape", report.tape());
        json.writeStringField("verdict", report.verdict().label());
        json.writeArrayFieldStart("checks");
        for (CheckResult check : report.checks()) {
            write(check);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("findings");
        for (Finding finding : report.findings()) {
            write(finding);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("loss");
        for (LossSpan span : report.losses()) {
            write(span);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(CheckResult check) throws IOException {
        json.writeStartObject();
        json.writeStringField("check", check.check());
        json.writeStringField("severity", label(check.severity()));
        json.writeStringField("status", check.status().label());
        json.writeNumberField("count", check.count());
        json.writeNumberField("listed", check.listed());
        text("reason", check.reason());
        json.writeEndObject();
    }

    private void write(Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("check", finding.check());
        json.writeStringField("severity", label(finding.severity()));
        text("kind", finding.kind());
        text("device", finding.device());
        number("ts_ns", finding.tsNs());
        address("dma_addr", finding.dmaAddress());
        address("phys_addr", finding.physAddress());
        number("size", finding.sizeBytes());
        json.writeNumberField("count", finding.count());
        json.writeStringField("message", finding.message());
        json.writeArrayFieldStart("events");
        for (long event : finding.events()) {
            json.writeNumber(event);
        }
        json.writeEndArray();
        if (!finding.stacks().isEmpty()) {
            json.writeArrayFieldStart("stacks");
            for (EventStack stack : finding.stacks()) {
                write(stack);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void write(EventStack stack) throws IOException {
        json.writeStartObject();
        json.writeNumberField("event", stack.event());
        json.writeStringField("op", stack.op());
        text("caller", stack.callerFrame());
        json.writeArrayFieldStart("frames");
        for (String frame : stack.frames()) {
            json.writeString(frame);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(LossSpan span) throws IOException {
        json.writeStartObject();
        json.writeNumberField("cpu", span.cpu());
        json.writeNumberField("from_ns", span.fromNs());
        json.writeNumberField("to_ns", span.toNs());
        number("events", span.events());
        json.writeEndObject();
    }

    private void text(String name, Optional<String> value) throws IOException {
        json.writeFieldName(name);
        json.writeString(value.orElse(null));
    }

    private void number(String name, OptionalLong value) throws IOException {
        json.writeFieldName(name);
        if (value.isPresent()) {
            json.writeNumber(Long.toUnsignedString(value.getAsLong()));
        } else {
            json.writeNull();
        }
    }

    private void address(String name, OptionalLong value) throws IOException {
        text(name, value.isPresent() ? Optional.of("0x" + Long.toHexString(value.getAsLong())) : Optional.empty());
    }

    private static String label(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
