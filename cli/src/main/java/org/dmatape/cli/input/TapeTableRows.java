// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.output.Rows;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.ColumnSpec;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.jspecify.annotations.Nullable;

/// A small table of a tape, read as a whole: devices, losses.
public final class TapeTableRows {

    private TapeTableRows() {}

    /// Reads some columns of a table.
    public static Rows read(Tape tape, TapeTable table, List<? extends TapeColumn> columns) throws IOException {
        List<Column> header = columns.stream()
                .map(column -> new Column(column.columnName(), kind(column.spec())))
                .toList();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                TableReader reader = tape.reader(table, columns, allocator)) {
            while (reader.loadNextBatch()) {
                append(reader, rows);
            }
        }
        return Rows.of(header, rows);
    }

    private static Kind kind(ColumnSpec spec) {
        return switch (spec.type()) {
            case INT64, INT32, UINT32, UINT16 -> Kind.INTEGER;
            case UINT64 -> spec.unit().equals("address") ? Kind.ADDRESS : Kind.BIG_INTEGER;
            case BOOL -> Kind.BOOLEAN;
            case TEXT -> Kind.TEXT;
        };
    }

    private static void append(TableReader reader, List<List<@Nullable Object>> rows) throws IOException {
        VectorSchemaRoot batch = reader.getVectorSchemaRoot();
        List<ValueVector> vectors = new ArrayList<>();
        try {
            for (FieldVector vector : batch.getFieldVectors()) {
                vectors.add(decoded(reader, vector));
            }
            for (int row = 0; row < batch.getRowCount(); row++) {
                List<@Nullable Object> values = new ArrayList<>(vectors.size());
                for (ValueVector vector : vectors) {
                    values.add(value(vector, row));
                }
                rows.add(values);
            }
        } finally {
            vectors.forEach(ValueVector::close);
        }
    }

    private static ValueVector decoded(TableReader reader, FieldVector vector) throws IOException {
        DictionaryEncoding encoding = vector.getField().getDictionary();
        return encoding == null
                ? vector
                : DictionaryEncoder.decode(vector, reader.getDictionaryVectors().get(encoding.getId()));
    }

    private static @Nullable Object value(ValueVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector) {
            case UInt8Vector number -> number.getObjectNoOverflow(row);
            case UInt4Vector number -> number.getValueAsLong(row);
            case UInt2Vector number -> (long) number.get(row);
            default -> plain(vector.getObject(row));
        };
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Number number -> number.longValue();
            case Boolean truth -> truth;
            default -> value.toString();
        };
    }
}
