// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.salvage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.format.TapeException;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.testing.ArrowRows;
import org.dmatape.format.testing.SyntheticRows;
import org.dmatape.format.testing.TestTapes;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TapeWriterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeSalvageTest {

    private static final TapeTable TABLE = TapeTable.IOMMU_FAULT;
    private static final SyntheticRows ROWS = new SyntheticRows(9, 20);
    private static final int BATCH = TableAppender.BATCH_ROWS;

    @TempDir
    private Path folder;

    @Test
    void keepsTheBatchesBeforeACut() throws IOException {
        Tape damaged = TestTapes.write(folder.resolve("cut.tape"), ROWS, TABLE, 3 * BATCH);
        byte[] bytes = TestTapes.partBytes(damaged, TABLE);
        Files.write(damaged.parts(TABLE).getFirst(), Arrays.copyOf(bytes, bytes.length - 100));

        Manifest manifest = salvage(damaged.folder());

        Tape salvaged = Tape.open(folder.resolve("new.tape"));
        assertThat(manifest.state()).isEqualTo(TapeState.SALVAGED);
        assertThat(salvaged.manifest()).isEqualTo(manifest);
        assertThat(salvaged.rowCount(TABLE)).isEqualTo(2L * BATCH);
        assertThat(salvaged.verify()).isEmpty();
        assertThat(manifest.notes())
                .anySatisfy(
                        note -> assertThat(note).contains("iommu_fault ends after " + 2 * BATCH + " rows", "offset"))
                .anySatisfy(note -> assertThat(note).contains("lacks " + BATCH + " of " + 3 * BATCH + " rows"));
        assertThat(read(salvaged).get(2 * BATCH - 1)).isEqualTo(ROWS.row(TABLE, 2L * BATCH - 1));
    }

    @Test
    void keepsNothingBehindAHole() throws IOException {
        Tape damaged = TestTapes.write(folder.resolve("hole.tape"), ROWS, TABLE, 3 * BATCH);
        byte[] bytes = TestTapes.partBytes(damaged, TABLE);
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged.parts(TABLE).getFirst(), bytes);

        salvage(damaged.folder());

        assertThat(Tape.open(folder.resolve("new.tape")).rowCount(TABLE)).isEqualTo(BATCH);
    }

    /// What a writer that is killed leaves: whole batches, no end, a manifest that says recording.
    @Test
    void opensWhatADeadWriterLeft() throws IOException {
        try (TapeWriter writer = TapeWriter.create(folder.resolve("dead.tape"), TapeWriterOptions.defaults())) {
            ROWS.append(writer, TABLE, TableAppender.PATCH_WINDOW_ROWS + 3 * BATCH);
            Path partial = partialFolder();
            awaitPart(partial);

            assertThatThrownBy(() -> Tape.open(partial)).hasMessageContaining("import --salvage");
            Manifest manifest = salvage(partial);

            assertThat(manifest.notes()).isNotEmpty();
        }

        List<Map<String, Object>> rows = read(Tape.open(folder.resolve("new.tape")));
        for (int row = 0; row < rows.size(); row += 997) {
            assertThat(rows.get(row)).isEqualTo(ROWS.row(TABLE, row));
        }
    }

    @Test
    void aTapeWithoutManifestSaysWhatIsNotKnown() throws IOException {
        Tape damaged = TestTapes.write(folder.resolve("bare.tape"), ROWS, TABLE, 10);
        Files.delete(damaged.folder().resolve(ManifestFile.NAME));

        Manifest manifest = salvage(damaged.folder());

        assertThat(read(Tape.open(folder.resolve("new.tape")))).hasSize(10);
        assertThat(manifest.notes().getFirst()).contains("is not known");
    }

    @Test
    void refusesAFolderThatHoldsNothingOfATape() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> salvage(empty))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("holds nothing of a tape");
        assertThat(folder.resolve("new.tape")).doesNotExist();
    }

    private Manifest salvage(Path damaged) {
        return TapeSalvage.salvage(damaged, folder.resolve("new.tape"), TapeWriterOptions.defaults());
    }

    private Path partialFolder() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(".dead.tape.partial"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// The first batches are written behind the appender; the last one cannot be before the tape is finished.
    private static void awaitPart(Path partial) {
        while (!Files.exists(partial.resolve("iommu_fault/part-00000.arrow"))) {
            Thread.onSpinWait();
        }
    }

    private static List<Map<String, Object>> read(Tape tape) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                TableReader reader = tape.reader(TABLE, allocator)) {
            return ArrowRows.rows(reader);
        }
    }
}
