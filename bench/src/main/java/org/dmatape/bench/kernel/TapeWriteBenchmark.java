// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TapeWriterOptions;
import org.dmatape.format.write.TextPool;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// Writing rows of `dma_op` to a tape: rows to columns, zstd, checksums, the file system.
public class TapeWriteBenchmark extends KernelBenchmark {

    /// Ten batches.
    static final int ROWS = 10 * TableAppender.BATCH_ROWS;

    private static final List<String> DEVICES = List.of("0000:00:03.0", "0000:00:04.0", "0000:00:05.0");
    private static final long[] SIZES = {256, 1526, 4096};
    private static final int LIVE_PAGES = 4096;
    private static final long PAGE_BYTES = 4096;
    private static final int MOST_NS_BETWEEN_ROWS = 3000;

    private Optional<TemporaryFolder> folder = Optional.empty();

    /// Finds a place for the tape.
    @Setup
    public void prepare() throws IOException {
        folder = Optional.of(TemporaryFolder.make());
    }

    /// Writes it.
    @Benchmark
    public Manifest write(RowCounter counter) {
        Path tape = folder.orElseThrow().path().resolve("rows.tape");
        try (TapeWriter writer =
                TapeWriter.create(tape, TapeWriterOptions.defaults().withOverwrite(true))) {
            appendRows(writer.table(TapeTable.DMA_OP), writer.texts());
            counter.rows += ROWS;
            return writer.finish(Manifest.recording("kernels"));
        }
    }

    /// Maps and unmaps in turn, at times, addresses and sizes that the columns of a recording resemble.
    private static void appendRows(TableAppender rows, TextPool texts) {
        SplittableRandom random = new SplittableRandom(1);
        int[] operations = {texts.idOf("map"), texts.idOf("unmap")};
        int[] devices = DEVICES.stream().mapToInt(texts::idOf).toArray();
        int context = texts.idOf("task");
        int api = texts.idOf("single");
        long tsNs = 0;
        for (int row = 0; row < ROWS; row++) {
            long page = random.nextInt(LIVE_PAGES);
            tsNs += random.nextInt(MOST_NS_BETWEEN_ROWS);
            rows.beginRow();
            rows.setLong(DmaOpColumn.EVENT_ID, row);
            rows.setLong(DmaOpColumn.TS_NS, tsNs);
            rows.setLong(DmaOpColumn.CPU, row & 1);
            rows.setText(DmaOpColumn.CONTEXT, context);
            rows.setText(DmaOpColumn.DEVICE, devices[row % devices.length]);
            rows.setText(DmaOpColumn.OP, operations[row & 1]);
            rows.setText(DmaOpColumn.API, api);
            rows.setLong(DmaOpColumn.DMA_ADDR, -page * PAGE_BYTES);
            rows.setLong(DmaOpColumn.PHYS_ADDR, page * page * PAGE_BYTES);
            rows.setLong(DmaOpColumn.SIZE, SIZES[row % SIZES.length]);
            rows.setLong(DmaOpColumn.OP_ID, row);
            rows.setLong(DmaOpColumn.ENTRY_COUNT, 1);
        }
    }

    /// Deletes the tape.
    @TearDown
    public void discard() {
        folder.ifPresent(TemporaryFolder::close);
    }
}
