// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.dmatape.format.TapeException;
import org.dmatape.format.internal.commit.Commits;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.read.internal.AheadReader;
import org.dmatape.format.read.internal.PartExtent;
import org.dmatape.format.read.internal.TapeCheck;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// A tape. Opening one reads its manifest and looks at the sizes of its parts; what the parts hold is checked while
/// it is read. Of a tape that is still being recorded, or whose recorder died, it is what was last committed.
///
/// @param folder the tape
/// @param manifest what it says of itself; for an unfinished tape with the tables as they were last committed
public record Tape(Path folder, Manifest manifest) {

    /// Opens a tape.
    ///
    /// @throws TapeException when there is none, it is from another version, or incomplete
    public static Tape open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw TapeException.unreadable(
                    Files.exists(folder)
                            ? folder + " is not a tape: expected a folder with " + ManifestFile.NAME
                            : folder + " does not exist");
        }
        Manifest manifest = ManifestFile.read(folder);
        if (manifest.state() == TapeState.RECORDING) {
            manifest = Commits.applyLast(folder, manifest);
        }
        Tape tape = new Tape(folder, manifest);
        TapeCheck.checkParts(tape);
        return tape;
    }

    /// What the manifest says of a table.
    public TableInfo table(TapeTable table) {
        return manifest.tables().stream()
                .filter(info -> info.name().equals(table.tableName()))
                .findFirst()
                .or(() -> table.mayBeAbsent() ? Optional.of(TableInfo.absent(table.tableName())) : Optional.empty())
                .orElseThrow(() -> TapeException.unreadable(
                        folder.resolve(ManifestFile.NAME) + " does not list table " + table.tableName()));
    }

    /// Rows of a table.
    public long rowCount(TapeTable table) {
        return table(table).rows();
    }

    /// Files of a table, in order.
    public List<Path> parts(TapeTable table) {
        Path tableFolder = folder.resolve(table.tableName());
        return table(table).parts().stream()
                .map(PartInfo::file)
                .map(tableFolder::resolve)
                .toList();
    }

    /// A reader of a whole table. It is to be closed before the allocator.
    public TableReader reader(TapeTable table, BufferAllocator allocator) {
        return reader(table, table.columns(), allocator);
    }

    /// A reader of some columns of a table, in the order given. Others are not even decompressed.
    public TableReader reader(TapeTable table, List<? extends TapeColumn> columns, BufferAllocator allocator) {
        if (columns.isEmpty() || !table.columns().containsAll(columns)) {
            throw new IllegalArgumentException(columns + " are not columns of " + table.tableName());
        }
        return new AheadReader(allocator, table, extents(table), rowCount(table), columns);
    }

    private List<PartExtent> extents(TapeTable table) {
        Path tableFolder = folder.resolve(table.tableName());
        boolean finished = manifest.state() != TapeState.RECORDING;
        return table(table).parts().stream()
                .map(part -> new PartExtent(
                        tableFolder.resolve(part.file()), finished ? PartExtent.WHOLE : part.sizeBytes()))
                .toList();
    }

    /// Holds every part against its checksum and decodes it.
    ///
    /// @return one sentence for everything that is wrong; empty when the tape is whole
    public List<String> verify() {
        return TapeCheck.verify(this);
    }
}
