// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.result.ResultColumn;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.cli.output.TerminalText;
import org.jspecify.annotations.Nullable;

/// The numbers behind the charts, as JSON that `report.js` draws: for each chart the columns of its table.
final class ReportCharts {

    private ReportCharts() {}

    /// JSON that can stand inside a script element: nothing in it can end the element.
    static String json(ReportData data) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            table(json, ReportSection.TIMELINE_CHART, data.timeline());
            table(json, ReportSection.COST_CHART, data.histogram());
            json.writeArrayFieldStart("evidence");
            for (FindingEvidence evidence : data.evidence()) {
                json.writeStartObject();
                columns(json, evidence.history());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static void table(JsonGenerator json, String name, Optional<ResultTable> table) throws IOException {
        json.writeObjectFieldStart(name);
        if (table.isPresent()) {
            columns(json, table.get());
        }
        json.writeEndObject();
    }

    private static void columns(JsonGenerator json, ResultTable table) throws IOException {
        List<ResultColumn> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            json.writeArrayFieldStart(columns.get(i).name());
            for (List<@Nullable Object> row : table.rows()) {
                value(json, columns.get(i), row.get(i));
            }
            json.writeEndArray();
        }
    }

    /// JavaScript's numbers hold 53 bits, so addresses are texts. What a text would do to the line it is drawn in is
    /// made visible.
    private static void value(JsonGenerator json, ResultColumn column, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Number address
            when column.isAddress() -> json.writeString("0x" + Long.toHexString(address.longValue()));
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> json.writeString(TerminalText.visible(value.toString()));
        }
    }
}
