// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal.column;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.jspecify.annotations.Nullable;

/// Goes through the rows of one table.
public abstract class TableCursor implements AutoCloseable {

    private final TapeTable table;
    private final List<TapeColumn> wanted = new ArrayList<>();
    private final List<BatchColumn> columns = new ArrayList<>();
    private @Nullable TableReader reader;
    private int row = -1;
    private int rows;
    private boolean ended;

    /// Goes through a table; the columns wanted are named before it is opened.
    protected TableCursor(TapeTable table) {
        this.table = table;
    }

    /// Adds a column to what is read.
    ///
    /// @return the values, those of the batch the current row is in
    protected final <C extends BatchColumn> C column(TapeColumn column, C values) {
        wanted.add(column);
        columns.add(values);
        return values;
    }

    /// Opens the table and goes to its first row.
    public final void open(Tape tape, BufferAllocator allocator) {
        if (tape.rowCount(table) == 0) {
            ended = true;
            return;
        }
        reader = tape.reader(table, wanted, allocator);
        advance();
    }

    /// The current row, within its batch.
    protected final int row() {
        return row;
    }

    /// Whether there is no row any more.
    protected final boolean ended() {
        return ended;
    }

    /// Goes to the next row.
    protected final void advance() {
        row++;
        while (row >= rows && !ended) {
            loadBatch();
        }
    }

    private void loadBatch() {
        try {
            row = 0;
            rows = 0;
            if (reader == null || !reader.loadNextBatch()) {
                ended = true;
                return;
            }
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).load(batch.getVector(i), reader);
            }
            rows = batch.getRowCount();
        } catch (IOException e) {
            throw new UncheckedIOException("reading table " + table.tableName(), e);
        }
    }

    @Override
    public final void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("closing table " + table.tableName(), e);
        }
    }
}
