// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.kernel;

import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// Reading every column of `dma_op` from a tape, as DuckDB is given it: checksums, zstd, Arrow vectors.
public class TapeReadBenchmark extends RecordingBenchmark {

    private final BufferAllocator allocator = new RootAllocator();

    /// Makes the tape.
    @Setup
    public void importBoth() {
        inputs().importBoth();
    }

    /// Reads it.
    @Benchmark
    public long read(RowCounter counter) throws IOException {
        Tape tape = inputs().tape();
        try (TableReader reader = tape.reader(TapeTable.DMA_OP, allocator)) {
            while (reader.loadNextBatch()) {
                counter.rows += reader.getVectorSchemaRoot().getRowCount();
            }
            return reader.rowsRead();
        }
    }

    /// Gives the memory back.
    @TearDown
    public void closeAllocator() {
        allocator.close();
    }
}
