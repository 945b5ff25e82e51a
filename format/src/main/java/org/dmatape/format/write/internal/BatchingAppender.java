// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;

/// Fills batches. A full batch stays amendable until the next one is full; then it is sealed and goes through
/// the pipeline. The first batch starts small, because most tables of most tapes are.
final class BatchingAppender implements TableAppender {

    static final int FULL_ROWS = BATCH_ROWS;

    private static final int FIRST_ROWS = 1024;
    private static final int GROWTH = 8;

    private final TapeTable table;
    private final TapeColumn[] columns;
    private final TablePipeline pipeline;
    private final HashedTextPool texts;
    private final Arena arena;
    private final int batchesPerPart;
    private final List<ColumnDictionary> dictionaries = new ArrayList<>();
    private BatchLayout layout;
    private RowBatch current;
    private Optional<RowBatch> previous = Optional.empty();
    private int row = -1;
    private int sealedBatches;
    private long lateAmendments;

    BatchingAppender(TapeTable table, TablePipeline pipeline, HashedTextPool texts, Arena arena, int batchesPerPart) {
        this.table = table;
        this.pipeline = pipeline;
        this.texts = texts;
        this.arena = arena;
        this.batchesPerPart = batchesPerPart;
        columns = table.columns().toArray(TapeColumn[]::new);
        for (TapeColumn column : columns) {
            if (column.spec().type() == ColumnType.TEXT) {
                dictionaries.add(new ColumnDictionary(column.ordinal()));
            }
        }
        layout = new BatchLayout(table, FIRST_ROWS);
        current = new RowBatch(layout, arena);
    }

    @Override
    public long beginRow() {
        if (row + 1 == layout.capacityRows) {
            makeRoom();
        }
        row++;
        current.rows = row + 1;
        return current.firstRow + row;
    }

    @Override
    public void setLong(TapeColumn column, long value) {
        current.put(row, ordinal(column), value);
    }

    @Override
    public void setText(TapeColumn column, int textId) {
        current.put(row, ordinal(column), textId);
    }

    @Override
    public void setBoolean(TapeColumn column, boolean value) {
        current.put(row, ordinal(column), value ? 1 : 0);
    }

    @Override
    public boolean patchLong(long patchedRow, TapeColumn column, long value) {
        long inCurrent = patchedRow - current.firstRow;
        if (inCurrent >= 0) {
            current.put(Math.toIntExact(inCurrent), ordinal(column), value);
            return true;
        }
        if (previous.isEmpty() || patchedRow < previous.get().firstRow) {
            lateAmendments++;
            return false;
        }
        RowBatch earlier = previous.get();
        earlier.put((int) (patchedRow - earlier.firstRow), ordinal(column), value);
        return true;
    }

    @Override
    public boolean patchText(long patchedRow, TapeColumn column, int textId) {
        return patchLong(patchedRow, column, textId);
    }

    @Override
    public boolean patchBoolean(long patchedRow, TapeColumn column, boolean value) {
        return patchLong(patchedRow, column, value ? 1 : 0);
    }

    @Override
    public long rowCount() {
        return current.firstRow + row + 1;
    }

    /// Seals the rows before that number; later rows stay amendable. A full batch with later rows in it stays whole
    /// until
    /// the next call.
    void sealBefore(long rowNumber) {
        if (previous.isPresent()) {
            RowBatch full = previous.get();
            if (rowNumber < full.firstRow + full.rows) {
                return;
            }
            seal(full);
            previous = Optional.empty();
        }
        long front = Math.min(rowNumber - current.firstRow, current.rows);
        if (front <= 0) {
            return;
        }
        RowBatch rest = pipeline.emptyBatch(layout, arena);
        RowBatch sealed = current;
        if (front < sealed.rows) {
            sealed.moveTail((int) front, rest);
        } else {
            rest.firstRow = sealed.firstRow + sealed.rows;
        }
        current = rest;
        row = rest.rows - 1;
        seal(sealed);
    }

    /// Waits until what was written is on the disk. For any thread.
    void force() {
        pipeline.force();
    }

    /// Waits until what was sealed is written.
    TableInfo written() {
        return pipeline.written();
    }

    /// Amendments that came too late.
    long lateAmendments() {
        return lateAmendments;
    }

    /// Writes what is still open and waits for it.
    TableInfo finish() {
        previous.ifPresent(this::seal);
        previous = Optional.empty();
        if (current.rows > 0) {
            seal(current);
        }
        return pipeline.finish();
    }

    void abandon() {
        pipeline.abandon();
    }

    private int ordinal(TapeColumn column) {
        int ordinal = ((Enum<?>) column).ordinal(); // a field read; through the interface it would be a search
        if (columns[ordinal] != column) {
            throw new IllegalArgumentException(column + " is not a column of " + table.tableName());
        }
        return ordinal;
    }

    private void makeRoom() {
        if (layout.capacityRows < FULL_ROWS) {
            grow();
        } else {
            previous.ifPresent(this::seal);
            previous = Optional.of(current);
            RowBatch next = pipeline.emptyBatch(layout, arena);
            next.firstRow = current.firstRow + FULL_ROWS;
            current = next;
            row = -1;
        }
    }

    private void grow() {
        layout = new BatchLayout(table, Math.min(FULL_ROWS, layout.capacityRows * GROWTH));
        RowBatch larger = new RowBatch(layout, arena);
        larger.copyFrom(current);
        current = larger;
    }

    private void seal(RowBatch batch) {
        boolean startsPart = sealedBatches++ % batchesPerPart == 0;
        List<DictionaryState> changed = new ArrayList<>();
        for (ColumnDictionary dictionary : dictionaries) {
            if (startsPart) {
                dictionary.reset();
            }
            if (dictionary.encode(batch, texts.size())) {
                changed.add(dictionary.state());
            }
        }
        pipeline.submit(new SealedBatch(batch, changed, startsPart));
    }
}
