// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.cost;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import org.dmatape.analyze.cost.CostReport;
import org.dmatape.analyze.cost.CostSection;
import org.dmatape.cli.output.Json;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.output.TableWriter;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.query.ResultRows;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.Styles;
import org.dmatape.cli.session.UsageException;

/// Writes what mapping costs in the format asked for.
public final class CostOutput {

    /// Name and version of the JSON form; it changes with every change of meaning.
    private static final String SCHEMA = "dmatape.cost/1";

    private final CostReport report;
    private final List<CostSection> sections;

    /// @param tables those of the report that were asked for
    public CostOutput(CostReport report, Set<CostTable> tables) {
        this.report = report;
        List<String> queries = tables.stream().map(CostTable::query).toList();
        this.sections = report.sections().stream()
                .filter(section -> queries.contains(section.query().id()))
                .toList();
    }

    /// Whether not one of the tables could be made: the recording has no durations.
    public boolean isEmpty() {
        return sections.stream().allMatch(section -> section.notEvaluated().isPresent());
    }

    /// Writes the tables. Formats that are one table take one table.
    ///
    /// @param filter the options that say which part of the tape this is about; empty for all of it
    public void write(String filter, OutputFormat format, Session session) throws IOException {
        switch (format) {
            case TABLE -> {
                try (Writer out = session.dataText()) {
                    out.write(session.dataStyles().strong(TerminalText.visible(report.tape())) + "\n");
                    if (!filter.isEmpty()) {
                        out.write("this is about a part only: " + TerminalText.visible(filter) + "\n");
                    }
                    writeText(out, session.dataStyles());
                }
            }
            case JSON -> writeJson(session);
            case JSONL, CSV, ARROW ->
                format.writer().write(ResultRows.of(onlySection(format).table()), session);
        }
    }

    /// Writes the tables for a person, each under its title.
    public void writeText(Writer out, Styles styles) throws IOException {
        for (CostSection section : sections) {
            out.write("\n" + styles.strong(section.query().title()) + "\n");
            if (section.notEvaluated().isPresent()) {
                out.write("not evaluated: " + section.notEvaluated().get() + "\n");
            } else {
                TableWriter.write(ResultRows.of(section.table()), styles, out);
            }
        }
    }

    private void writeJson(Session session) throws IOException {
        try (JsonGenerator json = Json.generator(session)) {
            Json.beautify(json);
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeStringField("tape", report.tape());
            json.writeArrayFieldStart("tables");
            for (CostSection section : sections) {
                json.writeStartObject();
                json.writeStringField("table", section.query().id());
                json.writeFieldName("reason");
                json.writeString(section.notEvaluated().orElse(null));
                json.writeFieldName("rows");
                Json.writeArray(json, ResultRows.of(section.table()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private CostSection onlySection(OutputFormat format) {
        if (sections.size() != 1) {
            throw new UsageException("--format " + format
                    + " holds one table: choose it with --table operations, requests or benchmark");
        }
        return sections.getFirst();
    }
}
