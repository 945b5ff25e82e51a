// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write;

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
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/// Reads a part with Arrow's own reader, which knows nothing of dmatape.
final class StockReader {

    private StockReader() {}

    /// Rows as column name to value: Long for integers, String, Boolean; absent where null.
    static List<Map<String, Object>> rows(Path part) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(
                        Files.newInputStream(part), allocator, CommonsCompressionFactory.INSTANCE)) {
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
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return rows;
    }

    private static void addColumn(ArrowStreamReader reader, FieldVector vector, List<Map<String, Object>> rows) {
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
