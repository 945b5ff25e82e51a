// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.util.Optional;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.format.TapeException;
import org.dmatape.format.schema.TapeTable;

/// The front of a part up to its last whole batch.
///
/// @param sizeBytes its size
/// @param rows rows in it
/// @param batches batches in it
/// @param damage why the part is not whole; empty when it is
public record IntactPrefix(long sizeBytes, long rows, int batches, Optional<String> damage) {

    /// Walks over a part as far as its checksums are right.
    public static IntactPrefix of(PartExtent part, TapeTable table) {
        try (BodyMemory memory = new BodyMemory();
                BufferAllocator allocator = new RootAllocator();
                PartCursor cursor = PartCursor.open(part)) {
            return new Walk(cursor, memory, new BatchDecoder(allocator, table, table.columns())).toEnd(table);
        } catch (TapeException cause) {
            return nothing(String.valueOf(cause.getMessage()));
        }
    }

    /// A part of which nothing is kept.
    public static IntactPrefix nothing(String damage) {
        return new IntactPrefix(0, 0, 0, Optional.of(damage));
    }

    private static final class Walk {

        private final PartCursor cursor;
        private final BodyMemory memory;
        private final BatchDecoder decoder;
        private long sizeBytes;
        private long rows;
        private int batches;

        private Walk(PartCursor cursor, BodyMemory memory, BatchDecoder decoder) {
            this.cursor = cursor;
            this.memory = memory;
            this.decoder = decoder;
        }

        private IntactPrefix toEnd(TapeTable table) {
            try {
                PartMessage schema = cursor.next(memory).orElseThrow(() -> cursor.damage("expected a schema"));
                SchemaCheck.check(cursor, schema, table);
                sizeBytes = schema.endOffset();
                cursor.forEach(memory, this::add);
                return new IntactPrefix(sizeBytes, rows, batches, Optional.empty());
            } catch (TapeException cause) {
                return new IntactPrefix(sizeBytes, rows, batches, Optional.of(String.valueOf(cause.getMessage())));
            }
        }

        /// A dictionary counts only with the batch that follows it.
        private void add(PartMessage message) {
            if (message.header().headerType() == MessageHeader.RecordBatch) {
                rows += decoder.rows(cursor, message);
                batches++;
                sizeBytes = message.endOffset();
            }
        }
    }
}
