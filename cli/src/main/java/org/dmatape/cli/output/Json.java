// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.dmatape.cli.session.Session;
import org.jspecify.annotations.Nullable;

/// JSON that is safe to print: everything that is not plain ASCII is escaped, so text of a recording cannot steer a
/// terminal. Addresses are hex strings, numbers are numbers, unknown is null.
public final class Json {

    private static final int LAST_PRINTABLE_ASCII = 0x7e;

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /// A generator on the session's data. Closing it flushes the data and leaves it open.
    public static JsonGenerator generator(Session session) throws IOException {
        return generator(session.dataText());
    }

    /// A generator on a writer, which is flushed and left open.
    public static JsonGenerator generator(Writer out) throws IOException {
        return FACTORY.createGenerator(out)
                .setHighestNonEscapedChar(LAST_PRINTABLE_ASCII)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /// Makes a generator write for people: fields on lines of their own.
    public static void beautify(JsonGenerator json) {
        Separators separators =
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        DefaultIndenter indenter = DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n");
        json.setPrettyPrinter(
                new DefaultPrettyPrinter(separators).withArrayIndenter(indenter).withObjectIndenter(indenter));
    }

    /// All rows, as an array of objects.
    public static void writeArray(JsonGenerator json, Rows rows) throws IOException {
        json.writeStartArray();
        while (rows.advance()) {
            writeObject(json, rows);
        }
        json.writeEndArray();
    }

    /// The current row, as an object.
    static void writeObject(JsonGenerator json, Rows rows) throws IOException {
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
            case Number address when column.kind() == Column.Kind.ADDRESS -> json.writeString(Hex.of(address));
            case Boolean truth -> json.writeBoolean(truth);
            case Long number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case Double number when !Double.isFinite(number) -> json.writeNull();
            case Double number -> json.writeNumber(number);
            case List<?> list -> {
                json.writeStartArray();
                for (@Nullable Object element : list) {
                    writeValue(json, column, element);
                }
                json.writeEndArray();
            }
            default -> json.writeString(value.toString());
        }
    }
}
