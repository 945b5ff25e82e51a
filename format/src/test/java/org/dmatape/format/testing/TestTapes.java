// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TapeWriterOptions;

/// Small tapes, and what tests do to them.
public final class TestTapes {

    private TestTapes() {}

    /// A tape with rows in one table.
    public static Tape write(Path path, SyntheticRows rows, TapeTable table, int count) {
        try (TapeWriter writer =
                TapeWriter.create(path, TapeWriterOptions.defaults().withOverwrite(true))) {
            rows.append(writer, table, count);
            writer.finish(Manifest.recording("test"));
        }
        return Tape.open(path);
    }

    /// Puts other bytes in the place of a table's only part; the manifest agrees in everything but the
    /// checksum.
    public static Tape replacePart(Tape tape, TapeTable table, byte[] bytes) {
        Path part = tape.parts(table).getFirst();
        boolean sameSize = part.toFile().length() == bytes.length;
        try {
            Files.write(part, bytes);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return sameSize ? tape : withSize(tape, table, bytes.length);
    }

    private static Tape withSize(Tape tape, TapeTable table, long sizeBytes) {
        List<TableInfo> tables = tape.manifest().tables().stream()
                .map(info -> info.name().equals(table.tableName()) ? resized(info, sizeBytes) : info)
                .toList();
        ManifestFile.write(tape.folder(), tape.manifest().withTables(tables));
        return Tape.open(tape.folder());
    }

    /// The bytes of a table's only part.
    public static byte[] partBytes(Tape tape, TapeTable table) {
        try {
            return Files.readAllBytes(tape.parts(table).getFirst());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static TableInfo resized(TableInfo info, long sizeBytes) {
        PartInfo part = info.parts().getFirst();
        return new TableInfo(
                info.name(),
                info.rows(),
                List.of(new PartInfo(part.file(), part.rows(), part.batches(), sizeBytes, part.crc32c())));
    }
}
