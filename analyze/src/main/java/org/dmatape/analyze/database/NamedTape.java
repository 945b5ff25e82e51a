// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.dmatape.format.manifest.Unrecorded;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// A tape under the name by which the user called it or the recording it came from.
///
/// @param name for messages and reports
/// @param tape the opened tape
public record NamedTape(String name, Tape tape) implements TableSource {

    /// A tape under the name of its folder.
    public static NamedTape of(Tape tape) {
        return new NamedTape(tape.folder().toString(), tape);
    }

    @Override
    public List<Unrecorded> unrecorded() {
        return tape.manifest().unrecorded();
    }

    @Override
    public List<Integer> commandPids() {
        return tape.manifest().commandPids();
    }

    @Override
    public long rowCount(TapeTable table) {
        return tape.rowCount(table);
    }

    @Override
    public ArrowReader open(TapeTable table, List<TapeColumn> columns, BufferAllocator allocator) {
        return tape.reader(table, columns, allocator);
    }
}
