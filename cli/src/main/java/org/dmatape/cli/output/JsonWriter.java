// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.dmatape.cli.session.Session;
import org.jspecify.annotations.Nullable;

/// JSON, one object per row and line: addresses are hex strings, numbers are numbers, unknown is null.
final class JsonWriter implements RowWriter {

    private final String opening;
    private final String separator;
    private final String closing;

    private JsonWriter(String opening, String separator, String closing) {
        this.opening = opening;
        this.separator = separator;
        this.closing = closing;
    }

    static JsonWriter array() {
        return new JsonWriter("[\n", ",\n", "\n]\n");
    }

    static JsonWriter lines() {
        return new JsonWriter("", "\n", "\n");
    }

    @Override
    public void write(Rows rows, Session session) throws IOException {
        try (JsonGenerator json = Json.generator(session)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter(separator));
            json.writeRaw(opening);
            boolean any = false;
            while (rows.advance()) {
                writeObject(json, rows);
                any = true;
            }
            if (any || !opening.isEmpty()) {
                json.writeRaw(closing);
            }
        }
    }

    private static void writeObject(JsonGenerator json, Rows rows) throws IOException {
        List<Column> columns = rows.columns();
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            json.writeFieldName(columns.get(i).name());
            writeValue(json, columns.get(i), rows.value(i));
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, Column column, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Object address when column.kind() == Column.Kind.ADDRESS -> json.writeString(Hex.of(address));
            case Boolean truth -> json.writeBoolean(truth);
            case Long number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case Double number when !Double.isFinite(number) -> json.writeNull();
            case Double number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
        }
    }
}
