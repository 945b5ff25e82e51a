// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.dmatape.format.TapeException;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// Loads batches that were decompressed ahead.
public final class AheadReader extends TableReader {

    private final TapeTable table;
    private final List<? extends TapeColumn> wanted;
    private final long expectedRows;
    private final DecodeAhead ahead;
    private long rowsRead;
    private Optional<TapeException> failure = Optional.empty();

    /// A reader of some columns of a table.
    ///
    /// @param parts the table's files in order
    /// @param expectedRows rows they hold together
    /// @param wanted columns, in the order in which they are wanted
    public AheadReader(
            BufferAllocator allocator,
            TapeTable table,
            List<PartExtent> parts,
            long expectedRows,
            List<? extends TapeColumn> wanted) {
        super(allocator);
        this.table = table;
        this.expectedRows = expectedRows;
        this.wanted = List.copyOf(wanted);
        ahead = new DecodeAhead(allocator, table, parts, this.wanted);
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        if (failure.isPresent()) {
            throw failure.get(); // DuckDB asks once more after a failure; the first one is the reason
        }
        prepareLoadNextBatch();
        try {
            Optional<DecodedBatch> next = ahead.next();
            next.ifPresentOrElse(this::load, this::checkComplete);
            return next.isPresent();
        } catch (TapeException cause) {
            failure = Optional.of(cause);
            throw cause;
        }
    }

    @Override
    public long rowsRead() {
        return rowsRead;
    }

    @Override
    public Optional<TapeException> failure() {
        return failure;
    }

    @Override
    public long bytesRead() {
        return ahead.bytesRead();
    }

    @Override
    protected void closeReadSource() {
        ahead.close();
    }

    @Override
    protected Schema readSchema() {
        return ArrowSchemas.of(wanted);
    }

    private void load(DecodedBatch next) {
        for (ArrowDictionaryBatch dictionary : next.dictionaries()) {
            loadDictionary(dictionary); // takes it over
        }
        ArrowRecordBatch rows = next.rows();
        rowsRead += rows.getLength();
        loadRecordBatch(rows); // takes it over
    }

    private void checkComplete() {
        if (rowsRead != expectedRows) {
            throw TapeException.unreadable("table " + table.tableName() + " has " + rowsRead
                    + " rows, the manifest says " + expectedRows + ": the tape is damaged");
        }
    }
}
