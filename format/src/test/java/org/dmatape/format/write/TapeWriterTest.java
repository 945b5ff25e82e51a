// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmatape.format.TapeException;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.schema.BounceColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.testing.ArrowRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeWriterTest {

    private static final Manifest FACTS = Manifest.recording("test");

    @TempDir
    private Path folder;

    @Test
    void writesRowsThatAArrowRowsReads() {
        Path tape = folder.resolve("a.tape");
        try (TapeWriter writer = TapeWriter.create(tape, TapeWriterOptions.defaults())) {
            TableAppender bounces = writer.table(TapeTable.BOUNCE);
            bounces.beginRow();
            bounces.setLong(BounceColumn.EVENT_ID, 7);
            bounces.setLong(BounceColumn.PHYS_ADDR, -1);
            bounces.setText(BounceColumn.DEVICE, writer.texts().idOf("0000:00:03.0"));
            bounces.setBoolean(BounceColumn.FORCED, true);
            bounces.beginRow();
            writer.finish(FACTS);
        }

        List<Map<String, Object>> rows = ArrowRows.rows(tape.resolve("bounce/part-00000.arrow"));

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst())
                .containsEntry("event_id", 7L)
                .containsEntry("phys_addr", -1L)
                .containsEntry("device", "0000:00:03.0")
                .containsEntry("forced", true)
                .doesNotContainKey("size");
        assertThat(rows.getLast()).containsEntry("event_id", 0L).doesNotContainKey("device");
    }

    @Test
    void everyTableThatMayNotBeAbsentHasAPartAndTheManifestSaysSo() {
        Path tape = folder.resolve("a.tape");
        try (TapeWriter writer = TapeWriter.create(tape, TapeWriterOptions.defaults())) {
            writer.finish(FACTS);
        }

        Manifest manifest = ManifestFile.read(tape);

        assertThat(manifest.state()).isEqualTo(TapeState.COMPLETE);
        List<TapeTable> always = Arrays.stream(TapeTable.values())
                .filter(table -> !table.mayBeAbsent())
                .toList();
        assertThat(manifest.tables())
                .extracting(TableInfo::name)
                .containsExactlyElementsOf(
                        always.stream().map(TapeTable::tableName).toList());
        for (TapeTable table : always) {
            assertThat(ArrowRows.rows(tape.resolve(table.tableName()).resolve("part-00000.arrow")))
                    .isEmpty();
        }
    }

    @Test
    void unfinishedTapeLeavesNothing() throws IOException {
        try (TapeWriter writer = TapeWriter.create(folder.resolve("a.tape"), TapeWriterOptions.defaults())) {
            writer.table(TapeTable.DMA_OP).beginRow();
        }

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void refusesAnExistingTapeUnlessToldToReplaceIt() {
        Path tape = folder.resolve("a.tape");
        writeEmpty(tape, TapeWriterOptions.defaults());

        assertThatThrownBy(() -> TapeWriter.create(tape, TapeWriterOptions.defaults()))
                .isInstanceOfSatisfying(
                        TapeException.class, e -> assertThat(e.kind()).isEqualTo(TapeException.Kind.EXISTS))
                .hasMessageContaining(tape.toString());

        writeEmpty(tape, TapeWriterOptions.defaults().withOverwrite(true));
        assertThat(ManifestFile.read(tape).state()).isEqualTo(TapeState.COMPLETE);
    }

    @Test
    void neverReplacesWhatIsNoTape() throws IOException {
        Path precious = Files.createDirectory(folder.resolve("thesis"));
        Files.writeString(precious.resolve("chapter.txt"), "text");

        assertThatThrownBy(() ->
                        TapeWriter.create(precious, TapeWriterOptions.defaults().withOverwrite(true)))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("is not a tape");
        assertThat(precious.resolve("chapter.txt")).exists();
    }

    @Test
    void namesTheMissingFolder() {
        Path tape = folder.resolve("missing/a.tape");

        assertThatThrownBy(() -> TapeWriter.create(tape, TapeWriterOptions.defaults()))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("missing is not a folder");
    }

    private static void writeEmpty(Path tape, TapeWriterOptions options) {
        try (TapeWriter writer = TapeWriter.create(tape, options)) {
            writer.finish(FACTS);
        }
    }
}
