// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/// Rows as a reader of Arrow sees them.
public final class ArrowRows {

    private ArrowRows() {}

    /// Rows of a part as Arrow's own reader sees them, which knows nothing of dmatape: column name to value
    /// (Long, String, Boolean), without the columns that are null.
    public static List<Map<String, Object>> rows(Path part) {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(
                        Files.newInputStream(part), allocator, CommonsCompressionFactory.INSTANCE)) {
            return rows(reader);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /// All rows a reader has left.
    public static List<Map<String, Object>> rows(ArrowReader reader) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        while (reader.loadNextBatch()) {
            int first = rows.size();
            for (int row = 0; row < root.getRowCount(); row++) {
                rows.add(new LinkedHashMap<>());
            }
            for (FieldVector vector : root.getFieldVectors()) {
                addColumn(reader, vector, rows.subList(first, rows.size()));
            }
        }
        return rows;
    }

    private static void addColumn(ArrowReader reader, FieldVector vector, List<Map<String, Object>> rows) {
        if (vector.getField().getDictionary() == null) {
            addValues(vector.getName(), vector, rows);
            return;
        }
        long id = vector.getField().getDictionary().getId();
        try (var decoded = (FieldVector) DictionaryEncoder.decode(vector, reader.lookup(id))) {
            addValues(vector.getName(), decoded, rows);
        }
    }

    private static void addValues(String name, FieldVector vector, List<Map<String, Object>> rows) {
        for (int row = 0; row < rows.size(); row++) {
            if (!vector.isNull(row)) {
                rows.get(row).put(name, value(vector, row));
            }
        }
    }

    private static Object value(FieldVector vector, int row) {
        return switch (vector) {
            case UInt2Vector shorts -> (long) shorts.get(row);
            case UInt4Vector ints -> Integer.toUnsignedLong(ints.get(row));
            default ->
                switch (vector.getObject(row)) {
                    case Boolean bool -> bool;
                    case Number number -> number.longValue();
                    case Object text -> text.toString();
                };
        };
    }
}
