// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.format.TapeException;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.schema.TapeTable;

/// A finished tape of the ended parts of another: the same files under a second name where the file system can do that,
/// so that it costs next to nothing and stays when the other forgets them.
public final class TapeCopy {

    private final Path source;
    private final Path target;
    private final boolean durable;

    private TapeCopy(Path source, Path target, boolean durable) {
        this.source = source;
        this.target = target;
        this.durable = durable;
    }

    /// Makes it.
    ///
    /// @param tables ended parts of the other
    /// @param manifest what it says of itself, but for its tables
    /// @return the manifest as it was written
    public static Manifest make(
            Path source, List<TableInfo> tables, Path tape, Manifest manifest, boolean overwrite, boolean durable) {
        PartialTape partial = PartialTape.create(tape, overwrite, true);
        try {
            Manifest written = new TapeCopy(source, partial.folder(), durable).copy(tables, manifest);
            partial.publish();
            return written;
        } finally {
            partial.discard();
        }
    }

    private Manifest copy(List<TableInfo> tables, Manifest manifest) {
        List<TableInfo> copied = new ArrayList<>();
        for (TapeTable table : TapeTable.values()) {
            List<PartInfo> parts = tables.stream()
                    .filter(info -> info.name().equals(table.tableName()))
                    .flatMap(info -> info.parts().stream())
                    .toList();
            if (!parts.isEmpty() || !table.mayBeAbsent()) {
                copied.add(copy(table, parts));
            }
        }
        Manifest written = manifest.withTables(copied).withState(TapeState.COMPLETE);
        if (durable) {
            ManifestFile.replace(target, written);
        } else {
            ManifestFile.write(target, written);
        }
        return written;
    }

    private TableInfo copy(TapeTable table, List<PartInfo> parts) {
        List<PartInfo> copied = new ArrayList<>();
        for (PartInfo part : parts) {
            String name = PartFile.name(copied.size());
            link(source.resolve(table.tableName()).resolve(part.file()), part(table, name));
            copied.add(new PartInfo(name, part.rows(), part.batches(), part.sizeBytes(), part.crc32c()));
        }
        if (copied.isEmpty()) {
            PartFile empty = PartFile.create(part(table, PartFile.name(0)), FileAccess.ofFiles(true));
            empty.writeSchema(table);
            copied.add(empty.finish(durable));
        }
        long rows = copied.stream().mapToLong(PartInfo::rows).sum();
        return new TableInfo(table.tableName(), rows, copied);
    }

    private Path part(TapeTable table, String name) {
        return target.resolve(table.tableName()).resolve(name);
    }

    private static void link(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            try {
                Files.createLink(to, from);
            } catch (IOException | UnsupportedOperationException _) {
                Files.copy(from, to); // a file system without links
            }
        } catch (IOException cause) {
            throw TapeException.cannotWrite(to, cause);
        }
    }
}
