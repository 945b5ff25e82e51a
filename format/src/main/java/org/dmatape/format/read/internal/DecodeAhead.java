// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.dmatape.format.TapeException;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// Reads the batches of a table in order and decompresses a bounded number of them ahead on other threads:
/// decompressing costs several times what reading does, and whoever consumes the batches has work of its own.
final class DecodeAhead implements AutoCloseable {

    private static final int MAX_THREADS = 4;

    /// What the dictionaries of all columns may hold together.
    private static final long MAX_DICTIONARY_BYTES = 256L << 20;

    /// A batch that is being decompressed, the dictionaries it needs, and the memory with its compressed bytes.
    private record Pending(List<ArrowDictionaryBatch> dictionaries, Future<ArrowRecordBatch> rows, BodyMemory memory) {}

    private final TapeTable table;
    private final TableCursor cursor;
    private final List<? extends TapeColumn> wanted;
    private final DictionaryDecoder dictionaryDecoder;
    private final BatchDecoder batchDecoder;
    private final int threadCount = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_THREADS);
    private final ExecutorService threads = Executors.newFixedThreadPool(
            threadCount, Thread.ofPlatform().daemon().name("tape-reader-", 0).factory());
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Deque<BodyMemory> idle = new ArrayDeque<>();
    private Optional<PartCursor> currentPart = Optional.empty();
    private int[] dictionarySizes;
    private long[] dictionaryBytes;
    private boolean exhausted;

    DecodeAhead(BufferAllocator allocator, TapeTable table, List<PartExtent> parts, List<? extends TapeColumn> wanted) {
        this.table = table;
        this.wanted = wanted;
        cursor = new TableCursor(table, parts);
        dictionaryDecoder = new DictionaryDecoder(allocator, table);
        batchDecoder = new BatchDecoder(allocator, table, wanted);
        dictionarySizes = new int[table.columns().size()];
        dictionaryBytes = new long[table.columns().size()];
    }

    /// The next batch, or none behind the last. The caller closes it.
    Optional<DecodedBatch> next() {
        while (!exhausted && pending.size() <= threadCount) {
            readOne();
        }
        Pending next = pending.poll();
        return next == null ? Optional.empty() : Optional.of(await(next));
    }

    long bytesRead() {
        return cursor.bytesRead();
    }

    @Override
    public void close() {
        threads.close();
        pending.forEach(DecodeAhead::discard);
        pending.clear();
        idle.forEach(BodyMemory::close);
        idle.clear();
        cursor.close();
    }

    private void readOne() {
        BodyMemory memory = idle.isEmpty() ? new BodyMemory() : idle.pop();
        List<ArrowDictionaryBatch> dictionaries = new ArrayList<>();
        try {
            Optional<PartMessage> message = cursor.next(memory);
            while (message.isPresent() && isDictionary(message.get())) {
                readDictionary(message.get()).ifPresent(dictionary -> replace(dictionaries, dictionary));
                message = cursor.next(memory);
            }
            if (message.isPresent()) {
                pending.add(new Pending(dictionaries, decode(message.get()), memory));
                return;
            }
            exhausted = true;
        } catch (TapeException cause) {
            // what came before the damage is still good; the damage comes in its turn
            exhausted = true;
            pending.add(new Pending(dictionaries, failed(cause), memory));
            return;
        }
        DecodedBatch.closeAll(dictionaries);
        idle.push(memory);
    }

    private boolean isDictionary(PartMessage message) {
        if (!currentPart.equals(Optional.of(cursor.part()))) {
            currentPart = Optional.of(cursor.part());
            dictionarySizes = new int[table.columns().size()]; // each part brings its own
            dictionaryBytes = new long[table.columns().size()];
        }
        return message.header().headerType() == MessageHeader.DictionaryBatch;
    }

    private Optional<ArrowDictionaryBatch> readDictionary(PartMessage message) {
        int column = dictionaryDecoder.column(cursor.part(), message);
        if (!wanted.contains(table.columns().get(column))) {
            return Optional.empty();
        }
        ArrowDictionaryBatch dictionary = dictionaryDecoder.decode(cursor.part(), message);
        dictionarySizes[column] = dictionary.getDictionary().getLength();
        dictionaryBytes[column] = dictionary.computeBodyLength();
        if (Arrays.stream(dictionaryBytes).sum() > MAX_DICTIONARY_BYTES) {
            DecodedBatch.closeAll(List.of(dictionary));
            throw cursor.part().damage("dictionaries of more than " + MAX_DICTIONARY_BYTES + " bytes together");
        }
        return Optional.of(dictionary);
    }

    /// Of several dictionaries of a column before one batch only the last means something.
    private static void replace(List<ArrowDictionaryBatch> dictionaries, ArrowDictionaryBatch dictionary) {
        dictionaries.removeIf(before -> {
            boolean isReplaced = before.getDictionaryId() == dictionary.getDictionaryId();
            if (isReplaced) {
                DecodedBatch.closeAll(List.of(before));
            }
            return isReplaced;
        });
        dictionaries.add(dictionary);
    }

    private Future<ArrowRecordBatch> decode(PartMessage message) {
        PartCursor part = cursor.part();
        int rows = batchDecoder.rows(part, message);
        int[] sizes = dictionarySizes.clone();
        return threads.submit(() -> batchDecoder.decode(part, message, rows, sizes));
    }

    private DecodedBatch await(Pending next) {
        try {
            DecodedBatch batch = new DecodedBatch(next.dictionaries, next.rows.get());
            idle.push(next.memory);
            return batch;
        } catch (ExecutionException failed) {
            exhausted = true;
            DecodedBatch.closeAll(next.dictionaries);
            next.memory.close();
            throw failed.getCause() instanceof TapeException damage
                    ? damage
                    : new IllegalStateException("reading table " + table.tableName() + " failed", failed.getCause());
        } catch (InterruptedException _) {
            pending.addFirst(next);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading table " + table.tableName());
        }
    }

    private static Future<ArrowRecordBatch> failed(TapeException cause) {
        return CompletableFuture.failedFuture(cause);
    }

    /// Frees a batch nobody asked for; its task has ended.
    private static void discard(Pending batch) {
        if (batch.rows.state() == Future.State.SUCCESS) {
            batch.rows.resultNow().close();
        }
        DecodedBatch.closeAll(batch.dictionaries);
        batch.memory.close();
    }
}
