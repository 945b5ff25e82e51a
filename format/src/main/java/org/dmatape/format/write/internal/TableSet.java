// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TapeWriterOptions;
import org.dmatape.format.write.TextPool;

/// The tables of one tape and what they share: memory, texts, threads.
public final class TableSet implements AutoCloseable {

    /// Batches that may be under way, whatever the number of threads: with up to 24 MB each, this is what bounds the
    /// memory. One thread compresses more than twice as fast as one appends.
    private static final int MAX_UNDER_WAY = 6;

    private final Path folder;
    private final TapeWriterOptions options;
    private final Arena arena = Arena.ofShared();
    private final HashedTextPool texts = new HashedTextPool();
    private final CompressionPool pool;
    private final Map<TapeTable, BatchingAppender> appenders = new ConcurrentHashMap<>();

    /// Nothing is allocated before it is asked for.
    public TableSet(Path folder, TapeWriterOptions options) {
        this.folder = folder;
        this.options = options;
        int underWay = Math.min(options.compressionThreads(), MAX_UNDER_WAY);
        pool = new CompressionPool(options.compressionThreads(), underWay, arena, texts);
    }

    /// The appender of a table.
    public TableAppender appender(TapeTable table) {
        return appenders.computeIfAbsent(table, this::newAppender);
    }

    /// The texts of all tables.
    public TextPool texts() {
        return texts;
    }

    /// Writes what is open, ends all parts.
    public List<TableInfo> finish() {
        List<TableInfo> tables = new ArrayList<>();
        for (TapeTable table : TapeTable.values()) {
            BatchingAppender appender = appenders.get(table);
            if (appender != null) {
                tables.add(appender.finish());
            } else if (!table.mayBeAbsent()) {
                tables.add(newPartWriter(table).finish());
            }
        }
        return tables;
    }

    /// Rows of every table so far, to be given to [#flush].
    public Map<TapeTable, Long> rowCounts() {
        Map<TapeTable, Long> counts = new EnumMap<>(TapeTable.class);
        appenders.forEach((table, appender) -> counts.put(table, appender.rowCount()));
        return counts;
    }

    /// Waits until what was written is on the disk. For any thread.
    public void force() {
        appenders.values().forEach(BatchingAppender::force);
    }

    /// Writes the rows before these numbers. Later rows stay amendable.
    ///
    /// @return the tables as they are written
    public List<TableInfo> flush(Map<TapeTable, Long> rowCounts) {
        appenders.forEach((table, appender) -> appender.sealBefore(rowCounts.getOrDefault(table, 0L)));
        List<TableInfo> tables = new ArrayList<>();
        for (TapeTable table : TapeTable.values()) {
            BatchingAppender appender = appenders.get(table);
            if (appender != null) {
                tables.add(appender.written());
            } else if (!table.mayBeAbsent()) {
                tables.add(TableInfo.absent(table.tableName()));
            }
        }
        return tables;
    }

    /// Ends the parts of all tables: what was written since they were last ended is a span.
    public void endSpan(int number) {
        appenders.values().forEach(appender -> appender.endSpan(number));
    }

    /// Forgets the parts of a table that belong to spans before that one.
    ///
    /// @return their files, which are still there
    public List<Path> forgetBefore(TapeTable table, int span) {
        BatchingAppender appender = appenders.get(table);
        return appender == null ? List.of() : appender.forgetBefore(span);
    }

    /// Amendments that came when their row was already written.
    public long lateAmendments() {
        return appenders.values().stream()
                .mapToLong(BatchingAppender::lateAmendments)
                .sum();
    }

    /// Stops the threads and frees the memory.
    @Override
    public void close() {
        pool.shutdown();
        appenders.values().forEach(BatchingAppender::abandon);
        arena.close();
    }

    private BatchingAppender newAppender(TapeTable table) {
        TablePipeline pipeline = new TablePipeline(table, pool, newPartWriter(table));
        return new BatchingAppender(table, pipeline, texts, options.batchesPerPart());
    }

    private PartWriter newPartWriter(TapeTable table) {
        return new PartWriter(table, folder, options);
    }
}
