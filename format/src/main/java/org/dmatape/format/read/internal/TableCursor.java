// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.dmatape.format.schema.TapeTable;

/// Walks over the batches of all parts of a table.
final class TableCursor implements AutoCloseable {

    private final TapeTable table;
    private final Deque<PartExtent> left;
    private Optional<PartCursor> open = Optional.empty();
    private long bytesRead;

    TableCursor(TapeTable table, List<PartExtent> parts) {
        this.table = table;
        left = new ArrayDeque<>(parts);
    }

    /// The next dictionary or record batch, or none behind the last part.
    Optional<PartMessage> next(BodyMemory memory) {
        while (true) {
            if (open.isEmpty() && !openNext(memory)) {
                return Optional.empty();
            }
            Optional<PartMessage> message = open.orElseThrow().next(memory);
            if (message.isPresent()) {
                bytesRead += message.get().endOffset() - message.get().offset();
                return message;
            }
            close();
        }
    }

    /// The part the last message came from.
    PartCursor part() {
        return open.orElseThrow();
    }

    long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() {
        open.ifPresent(PartCursor::close);
        open = Optional.empty();
    }

    private boolean openNext(BodyMemory memory) {
        PartExtent extent = left.poll();
        if (extent == null) {
            return false;
        }
        PartCursor part = PartCursor.open(extent);
        open = Optional.of(part);
        PartMessage schema = part.next(memory).orElseThrow(() -> part.damage("expected a schema"));
        SchemaCheck.check(part, schema, table);
        return true;
    }
}
