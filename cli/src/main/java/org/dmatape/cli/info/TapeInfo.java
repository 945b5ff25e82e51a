// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.info;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.cli.output.Json;
import org.dmatape.cli.output.TableWriter;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.Styles;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.Unrecorded;
import org.dmatape.format.read.Tape;

/// Writes what is on a tape, and what is missing from it.
public final class TapeInfo {

    /// Name and version of the JSON form; it changes with every change of meaning.
    private static final String SCHEMA = "dmatape.info/1";

    private final String name;
    private final Tape tape;
    private final Session session;

    /// What is said of one tape.
    public TapeInfo(NamedTape tape, Session session) {
        this.name = tape.name();
        this.tape = tape.tape();
        this.session = session;
    }

    /// For a person.
    public void writeText() throws IOException {
        Styles styles = session.dataStyles();
        try (Writer out = session.dataText()) {
            out.write(styles.strong(TerminalText.visible(name)) + "\n");
            writeFacts(out);
            for (Section section : new TapeSections(tape).all()) {
                out.write("\n" + styles.strong(section.title()) + "\n");
                if (section.empty()) {
                    out.write(section.whenEmpty() + "\n");
                } else {
                    TableWriter.write(section.rows(), styles, out);
                }
            }
        }
    }

    private void writeFacts(Writer out) throws IOException {
        Manifest manifest = tape.manifest();
        writeFact(out, "state", manifest.state().name().toLowerCase(Locale.ROOT));
        writeFact(out, "format", manifest.formatVersion() + ", written by " + manifest.createdBy());
        for (Map.Entry<String, String> fact : manifest.host().entrySet()) {
            writeFact(out, fact.getKey(), fact.getValue());
        }
        for (String note : missing(manifest)) {
            writeFact(out, "missing", note);
        }
    }

    private static List<String> missing(Manifest manifest) {
        return Stream.concat(manifest.unrecorded().stream().map(Unrecorded::sentence), manifest.notes().stream())
                .toList();
    }

    private static void writeFact(Writer out, String fact, String value) throws IOException {
        out.write(String.format(Locale.ROOT, "%-13s %s%n", TerminalText.visible(fact), TerminalText.visible(value)));
    }

    /// For a program.
    public void writeJson() throws IOException {
        Manifest manifest = tape.manifest();
        try (JsonGenerator json = Json.generator(session)) {
            Json.beautify(json);
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeStringField("tape", name);
            json.writeStringField("state", manifest.state().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("format_version", manifest.formatVersion());
            json.writeStringField("created_by", manifest.createdBy());
            json.writeObjectFieldStart("host");
            for (Map.Entry<String, String> fact : manifest.host().entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            writeStrings(json, "missing", missing(manifest));
            for (Section section : new TapeSections(tape).all()) {
                json.writeFieldName(section.key());
                Json.writeArray(json, section.rows());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void writeStrings(JsonGenerator json, String name, List<String> strings) throws IOException {
        json.writeArrayFieldStart(name);
        for (String string : strings) {
            json.writeString(string);
        }
        json.writeEndArray();
    }
}
