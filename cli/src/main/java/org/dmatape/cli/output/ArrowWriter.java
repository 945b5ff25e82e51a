// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.dmatape.cli.session.Session;
import org.jspecify.annotations.Nullable;

/// An Arrow IPC stream, for tools that take one on standard input. Addresses and other unsigned numbers are unsigned
/// 64-bit.
final class ArrowWriter implements RowWriter {

    private static final int ROWS_PER_BATCH = 8192;

    @Override
    public void write(Rows rows, Session session) throws IOException {
        OutputStream data = session.data();
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot batch = new VectorSchemaRoot(vectors(rows.columns(), allocator));
                ArrowStreamWriter writer = new ArrowStreamWriter(batch, null, Channels.newChannel(data))) {
            writer.start();
            for (int filled = fill(batch, rows); filled > 0; filled = fill(batch, rows)) {
                batch.setRowCount(filled);
                writer.writeBatch();
                if (rows.isFlushDue()) {
                    data.flush();
                }
            }
            writer.end();
            data.flush();
        }
    }

    private static List<FieldVector> vectors(List<Column> columns, BufferAllocator allocator) {
        List<FieldVector> vectors = new ArrayList<>(columns.size());
        for (Column column : columns) {
            vectors.add(
                    switch (column.kind()) {
                        case TEXT -> new VarCharVector(column.name(), allocator);
                        case INTEGER, NANOSECONDS -> new BigIntVector(column.name(), allocator);
                        case BIG_INTEGER, ADDRESS -> new UInt8Vector(column.name(), allocator);
                        case DECIMAL -> new Float8Vector(column.name(), allocator);
                        case BOOLEAN -> new BitVector(column.name(), allocator);
                    });
        }
        return vectors;
    }

    private static int fill(VectorSchemaRoot batch, Rows rows) {
        batch.clear();
        batch.allocateNew();
        int row = 0;
        while (row < ROWS_PER_BATCH && (row == 0 || !rows.isFlushDue()) && rows.advance()) {
            for (int i = 0; i < batch.getFieldVectors().size(); i++) {
                set(batch.getVector(i), row, rows.value(i));
            }
            row++;
        }
        return row;
    }

    private static void set(FieldVector vector, int row, @Nullable Object value) {
        if (value == null) {
            vector.setNull(row);
            return;
        }
        switch (vector) {
            case VarCharVector text -> text.setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
            case BigIntVector number -> number.setSafe(row, ((Number) value).longValue());
            case UInt8Vector number -> number.setSafe(row, ((Number) value).longValue());
            case Float8Vector number -> number.setSafe(row, ((Number) value).doubleValue());
            case BitVector truth -> truth.setSafe(row, (Boolean) value ? 1 : 0);
            default -> throw new IllegalStateException("no column is a " + vector.getClass());
        }
    }
}
