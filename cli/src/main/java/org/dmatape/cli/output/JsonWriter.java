// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import org.dmatape.cli.session.Session;

/// JSON, one object per row and line.
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
                Json.writeObject(json, rows);
                any = true;
                if (rows.isFlushDue()) {
                    json.flush();
                }
            }
            if (any || !opening.isEmpty()) {
                json.writeRaw(closing);
            }
        }
    }
}
