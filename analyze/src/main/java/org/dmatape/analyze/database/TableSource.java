// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.dmatape.format.manifest.Unrecorded;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// Where the tables of a tape come from.
public interface TableSource {

    /// The tape's name, for messages and reports.
    String name();

    /// What the recorder left out or could not look at.
    default List<Unrecorded> unrecorded() {
        return List.of();
    }

    /// Pids of the command that was recorded, and of what came from it.
    default List<Integer> commandPids() {
        return List.of();
    }

    /// Rows in a table; 0 for a table the tape does not have.
    long rowCount(TapeTable table);

    /// The rows of a table in the tape's order. The reader has at least the columns asked for, by their
    /// column names.
    ArrowReader open(TapeTable table, List<TapeColumn> columns, BufferAllocator allocator);
}
