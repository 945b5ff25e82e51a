// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;

/// Fills batches. A full batch stays amendable until the next one is full; then it is sealed and goes through
/// the pipeline.
final class BatchingAppender implements TableAppender {

    private static final int FULL_ROWS = BATCH_ROWS;
    private static final int AMENDABLE_BATCHES = PATCH_WINDOW_ROWS / BATCH_ROWS;
    private static final long[] NO_ROW = new long[0];

    private final TapeTable table;
    private final TapeColumn[] columns;
    private final TablePipeline pipeline;
    private final HashedTextPool texts;
    private final int batchesPerPart;
    private RowBatch current;
    /// Full batches whose rows can still be amended, in order.
    private final Deque<RowBatch> full = new ArrayDeque<>();
    /// The array that holds the row begun last, and where in it.
    private long[] cells = NO_ROW;
    private int cell;
    private int sealedBatches;
    private long lateAmendments;

    BatchingAppender(TapeTable table, TablePipeline pipeline, HashedTextPool texts, int batchesPerPart) {
        this.table = table;
        this.pipeline = pipeline;
        this.texts = texts;
        this.batchesPerPart = batchesPerPart;
        columns = table.columns().toArray(TapeColumn[]::new);
        current = pipeline.emptyBatch();
    }

    @Override
    public long beginRow() {
        if (current.rows == FULL_ROWS) {
            makeRoom();
        }
        int row = current.rows;
        current.beginRow();
        moveTo(row);
        return current.firstRow + row;
    }

    private void moveTo(int row) {
        cells = row < 0 ? NO_ROW : current.blockOf(row);
        cell = row < 0 ? 0 : current.offsetOf(row);
    }

    @Override
    public void setLong(TapeColumn column, long value) {
        set(column, value);
    }

    @Override
    public void setText(TapeColumn column, int textId) {
        set(column, textId);
    }

    @Override
    public void setBoolean(TapeColumn column, boolean value) {
        set(column, value ? 1 : 0);
    }

    private void set(TapeColumn column, long value) {
        int ordinal = ordinal(column);
        cells[cell] |= 1L << ordinal;
        cells[cell + 1 + ordinal] = value;
    }

    @Override
    public boolean patchLong(long patchedRow, TapeColumn column, long value) {
        long inCurrent = patchedRow - current.firstRow;
        if (inCurrent >= 0) {
            current.put(Math.toIntExact(inCurrent), ordinal(column), value);
            return true;
        }
        Iterator<RowBatch> batches = full.descendingIterator();
        while (batches.hasNext()) {
            RowBatch earlier = batches.next();
            if (patchedRow >= earlier.firstRow) {
                earlier.put((int) (patchedRow - earlier.firstRow), ordinal(column), value);
                return true;
            }
        }
        lateAmendments++;
        return false;
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
        return current.firstRow + current.rows;
    }

    /// Seals the rows before that number; later rows stay amendable. A full batch with later rows in it stays whole
    /// until the next call.
    void sealBefore(long rowNumber) {
        while (!full.isEmpty()) {
            RowBatch oldest = full.getFirst();
            if (rowNumber < oldest.firstRow + oldest.rows) {
                return;
            }
            seal(full.removeFirst());
        }
        long front = Math.min(rowNumber - current.firstRow, current.rows);
        if (front <= 0) {
            return;
        }
        RowBatch rest = pipeline.emptyBatch();
        RowBatch sealed = current;
        if (front < sealed.rows) {
            sealed.moveTail((int) front, rest);
        } else {
            rest.firstRow = sealed.firstRow + sealed.rows;
        }
        current = rest;
        moveTo(rest.rows - 1);
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
        full.forEach(this::seal);
        full.clear();
        if (current.rows > 0) {
            seal(current);
        }
        return pipeline.finish();
    }

    /// Ends the part that holds what was sealed.
    void endSpan(int number) {
        sealedBatches = 0;
        pipeline.endSpan(number);
    }

    /// Forgets the parts of spans before that one.
    List<Path> forgetBefore(int span) {
        return pipeline.forgetBefore(span);
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
        if (full.size() == AMENDABLE_BATCHES) {
            seal(full.removeFirst());
        }
        full.addLast(current);
        RowBatch next = pipeline.emptyBatch();
        next.firstRow = current.firstRow + FULL_ROWS;
        current = next;
    }

    private void seal(RowBatch batch) {
        boolean startsPart = sealedBatches++ % batchesPerPart == 0;
        pipeline.submit(new SealedBatch(batch, texts.size(), startsPart));
    }
}
