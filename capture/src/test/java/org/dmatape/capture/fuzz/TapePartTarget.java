// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.salvage.TapeSalvage;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TapeWriterOptions;

/// A part of the table of operations: read, then salvaged. Checksums and sizes are put right first, as whoever wants to
/// do harm would.
final class TapePartTarget implements FuzzTarget {

    private final Path folder = Scratch.create().folder();
    private final Path tape = SmallTape.finished(folder);
    private final Manifest manifest = ManifestFile.read(tape);
    private final Path part = tape.resolve(TapeTable.DMA_OP.tableName()).resolve("part-00000.arrow");
    private final byte[] written;

    TapePartTarget() {
        try {
            written = Files.readAllBytes(part);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public boolean read(byte[] input) throws IOException {
        Files.write(part, RepairedPart.of(input));
        ManifestFile.write(tape, manifest.withTables(withSize(input.length)));
        Path salvaged = folder.resolve("salvaged.tape");
        try {
            TapeSalvage.salvage(tape, salvaged, TapeWriterOptions.defaults());
            SmallTape.readAll(salvaged);
        } finally {
            Scratch.delete(salvaged);
        }
        return SmallTape.readAll(tape) > 0;
    }

    private List<TableInfo> withSize(int sizeBytes) {
        List<TableInfo> tables = new ArrayList<>();
        for (TableInfo table : manifest.tables()) {
            if (table.name().equals(TapeTable.DMA_OP.tableName())) {
                PartInfo before = table.parts().getFirst();
                tables.add(new TableInfo(
                        table.name(),
                        table.rows(),
                        List.of(new PartInfo(
                                before.file(), before.rows(), before.batches(), sizeBytes, before.crc32c()))));
            } else {
                tables.add(table);
            }
        }
        return tables;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(written);
    }
}
