// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
        private Optional<BatchEncoder> encoder = Optional.empty();

        private Slot(SealedBatch batch) {
            this.batch = batch;
        }
    }

    private final TapeTable table;
    private final CompressionPool pool;
    private final PartWriter writer;
    private final int maxUnderWay;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Slot> underWay = new ArrayDeque<>();
    private final Deque<RowBatch> idleBatches = new ArrayDeque<>();

    TablePipeline(TapeTable table, CompressionPool pool, PartWriter writer, int maxUnderWay) {
        this.table = table;
        this.pool = pool;
        this.writer = writer;
        this.maxUnderWay = maxUnderWay;
    }

    /// Hands over a batch. Waits while too many are under way.
    void submit(SealedBatch batch) {
        Slot slot = new Slot(batch);
        lock.lock();
        try {
            awaitAtMost(maxUnderWay - 1);
            underWay.add(slot);
        } finally {
            lock.unlock();
        }
        pool.execute(() -> encodeAndWrite(slot));
    }

    /// An empty batch: a used one of that size if there is one. Smaller ones are of no use any more: tables only
    /// grow.
    RowBatch emptyBatch(BatchLayout layout, Arena arena) {
        lock.lock();
        try {
            idleBatches.removeIf(idle -> idle.layout.capacityRows < layout.capacityRows);
            RowBatch idle = idleBatches.poll();
            return idle != null ? idle : new RowBatch(layout, arena);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything is written and ends the last part.
    TableInfo finish() {
        lock.lock();
        try {
            awaitAtMost(0);
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
            awaitAtMost(0);
            return writer.written();
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

    private void awaitAtMost(int batches) {
        pool.throwFailure();
        while (underWay.size() > batches) {
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
        encoder.encode(table, slot.batch);
        lock.lock();
        try {
            slot.encoder = Optional.of(encoder);
            writeWhatIsNext();
        } finally {
            lock.unlock();
        }
    }

    private void writeWhatIsNext() {
        for (Slot head = underWay.peek(); head != null && head.encoder.isPresent(); head = underWay.peek()) {
            BatchEncoder encoder = head.encoder.get();
            RowBatch rows = head.batch.rows();
            writer.write(encoder.bytes(), rows.rows, head.batch.startsPart());
            pool.giveBack(encoder);
            recycle(rows);
            underWay.remove();
            changed.signalAll();
        }
    }

    private void recycle(RowBatch rows) {
        rows.clear();
        idleBatches.add(rows);
    }
}
