// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.schema.TapeTable;

/// Carries the sealed batches of one table through compression to its file. Batches are compressed side by side
/// and written in the order in which they were sealed, so that the file does not depend on the number of
/// threads. The number of batches under way is bounded: whoever seals one more waits.
final class TablePipeline {

    private static final long FAILURE_CHECK_NS = 50_000_000;

    /// A batch under way; `encoder` holds its bytes once it is compressed.
    private static final class Slot {
        private final SealedBatch batch;
        private final long number;
        private final int rows;
        private Optional<BatchEncoder> encoder = Optional.empty();

        private Slot(SealedBatch batch, long number) {
            this.batch = batch;
            this.number = number;
            this.rows = batch.rows().rows;
        }
    }

    private final TapeTable table;
    private final CompressionPool pool;
    private final PartWriter writer;
    private final TableDictionaries dictionaries;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Slot> underWay = new ArrayDeque<>();
    private final Deque<RowBatch> idleBatches = new ArrayDeque<>();
    private long submitted;
    /// Batches whose texts have their numbers in the dictionaries.
    private long numbered;

    TablePipeline(TapeTable table, CompressionPool pool, PartWriter writer) {
        this.table = table;
        this.pool = pool;
        this.writer = writer;
        this.dictionaries = new TableDictionaries(table);
    }

    /// Hands over a batch. Waits while too many are under way.
    void submit(SealedBatch batch) {
        pool.takePlace();
        Slot slot;
        lock.lock();
        try {
            slot = new Slot(batch, submitted);
            submitted++;
            underWay.add(slot);
        } finally {
            lock.unlock();
        }
        pool.execute(() -> encodeAndWrite(slot));
    }

    /// An empty batch: a used one if there is one.
    RowBatch emptyBatch() {
        lock.lock();
        try {
            RowBatch idle = idleBatches.poll();
            return idle != null ? idle : new RowBatch(table.columns().size());
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything is written and ends the last part.
    TableInfo finish() {
        lock.lock();
        try {
            awaitAllWritten();
            return writer.finish();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until what was written is on the disk. For any thread; writing goes on meanwhile.
    void force() {
        Optional<PartFile> part;
        lock.lock();
        try {
            part = writer.open();
        } finally {
            lock.unlock();
        }
        part.ifPresent(PartFile::force);
    }

    /// Waits until everything is written; the part stays open.
    TableInfo written() {
        lock.lock();
        try {
            awaitAllWritten();
            return writer.written();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the part; everything that was submitted is written.
    void endSpan(int number) {
        lock.lock();
        try {
            awaitAllWritten();
            writer.endSpan(number);
        } finally {
            lock.unlock();
        }
    }

    /// Forgets the parts of spans before that one.
    List<Path> forgetBefore(int span) {
        lock.lock();
        try {
            return writer.forgetBefore(span);
        } finally {
            lock.unlock();
        }
    }

    void abandon() {
        lock.lock();
        try {
            writer.abandon();
        } finally {
            lock.unlock();
        }
    }

    private void awaitAllWritten() {
        await(underWay::isEmpty);
    }

    /// Waits with the lock held, and no longer than until something fails.
    private void await(BooleanSupplier condition) {
        pool.throwFailure();
        while (!condition.getAsBoolean()) {
            try {
                changed.awaitNanos(FAILURE_CHECK_NS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the tape to be written");
            }
            pool.throwFailure();
        }
    }

    private void encodeAndWrite(Slot slot) {
        BatchEncoder encoder = pool.takeEncoder();
        ColumnBatch columns = encoder.columnsOf(table, slot.batch.rows());
        recycle(slot.batch.rows());
        encoder.encode(table, columns, numberTexts(slot, columns));
        lock.lock();
        try {
            slot.encoder = Optional.of(encoder);
            writeWhatIsNext();
        } finally {
            lock.unlock();
        }
    }

    /// The numbers in a dictionary depend on the batches before. Those were begun earlier, so that they need no thread
    /// that waits here.
    private List<DictionaryState> numberTexts(Slot slot, ColumnBatch columns) {
        lock.lock();
        try {
            await(() -> numbered == slot.number);
        } finally {
            lock.unlock();
        }
        List<DictionaryState> changedDictionaries =
                dictionaries.encode(columns, slot.batch.poolTexts(), slot.batch.startsPart());
        lock.lock();
        try {
            numbered++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return changedDictionaries;
    }

    private void writeWhatIsNext() {
        for (Slot head = underWay.peek(); head != null && head.encoder.isPresent(); head = underWay.peek()) {
            BatchEncoder encoder = head.encoder.get();
            writer.write(encoder.bytes(), head.rows, head.batch.startsPart());
            pool.giveBack(encoder);
            underWay.remove();
            pool.freePlace();
            changed.signalAll();
        }
    }

    private void recycle(RowBatch rows) {
        lock.lock();
        try {
            rows.clear();
            idleBatches.add(rows);
        } finally {
            lock.unlock();
        }
    }
}
