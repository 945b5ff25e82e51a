// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.DeviceColumn;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.LiveTapeWriter;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TapeWriterOptions;
import org.dmatape.format.write.TextPool;

/// Tapes of a few rows, and a reader that leaves nothing unread.
final class SmallTape {

    private static final int ROWS = 5;

    /// What a hostile tape may have decompressed at once.
    private static final long MOST_BYTES = 1L << 30;

    private SmallTape() {}

    static Path finished(Path folder) {
        Path tape = folder.resolve("finished.tape");
        try (TapeWriter writer = TapeWriter.create(tape, TapeWriterOptions.defaults())) {
            fill(writer.table(TapeTable.DEVICE), writer.table(TapeTable.DMA_OP), writer.texts());
            writer.finish(Manifest.recording("fuzz"));
        }
        return tape;
    }

    /// A tape whose recorder died after a commit.
    static Path unfinished(Path folder) {
        Path tape = folder.resolve("unfinished.tape");
        Manifest manifest = Manifest.recording("fuzz");
        try (LiveTapeWriter writer = LiveTapeWriter.create(tape, TapeWriterOptions.defaults(), manifest)) {
            fill(writer.table(TapeTable.DEVICE), writer.table(TapeTable.DMA_OP), writer.texts());
            writer.commit(manifest);
            writer.commit(manifest);
        }
        return tape;
    }

    private static void fill(TableAppender devices, TableAppender operations, TextPool texts) {
        devices.beginRow();
        devices.setText(DeviceColumn.DEVICE, texts.idOf("0000:00:01.0"));
        for (int i = 0; i < ROWS; i++) {
            operations.beginRow();
            operations.setLong(DmaOpColumn.EVENT_ID, i);
            operations.setLong(DmaOpColumn.TS_NS, 1000 + i);
            operations.setText(DmaOpColumn.DEVICE, texts.idOf("0000:00:01.0"));
            operations.setText(DmaOpColumn.OP, texts.idOf(i % 2 == 0 ? "map" : "unmap"));
            operations.setText(DmaOpColumn.COMM, texts.idOf("task " + i));
            operations.setLong(DmaOpColumn.DMA_ADDR, 0x1000);
            operations.setLong(DmaOpColumn.SIZE, 512);
        }
    }

    /// Reads every row of the tables that have rows.
    ///
    /// @return rows read
    static long readAll(Path folder) throws IOException {
        Tape tape = Tape.open(folder);
        long rows = 0;
        try (BufferAllocator allocator = new RootAllocator(MOST_BYTES)) {
            for (TapeTable table : List.of(TapeTable.DEVICE, TapeTable.DMA_OP)) {
                try (ArrowReader reader = tape.reader(table, allocator)) {
                    while (reader.loadNextBatch()) {
                        rows += reader.getVectorSchemaRoot().getRowCount();
                        reader.getVectorSchemaRoot().getFieldVectors().forEach(vector -> vector.validateFull());
                    }
                }
            }
        }
        return rows;
    }
}
