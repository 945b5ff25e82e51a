// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.query;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.cli.session.Session;

/// Hands a result on as Arrow, batch by batch and with the types DuckDB gives it.
public final class ArrowCopy {

    private static final int ROWS_PER_BATCH = 65_536;

    private ArrowCopy() {}

    /// Writes all rows to the session's data and flushes it.
    ///
    /// @return how many there were
    public static long write(ResultCursor cursor, Session session) throws IOException {
        OutputStream data = session.dataThatStays();
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader reader = cursor.arrow(allocator, ROWS_PER_BATCH);
                ArrowStreamWriter writer =
                        new ArrowStreamWriter(reader.getVectorSchemaRoot(), reader, Channels.newChannel(data))) {
            long rows = 0;
            writer.start();
            while (reader.loadNextBatch()) {
                writer.writeBatch();
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
            writer.end();
            data.flush();
            return rows;
        }
    }
}
