// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.read.Tape;
import org.dmatape.format.salvage.TapeSalvage;
import org.dmatape.format.schema.BounceColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.testing.ArrowRows;
import org.dmatape.format.testing.SyntheticRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTapeWriterTest {

    private static final Manifest FACTS = Manifest.recording("test");
    private static final TapeWriterOptions OPTIONS =
            TapeWriterOptions.defaults().withBatchesPerPart(4).withDurableOwnerOnly();
    private static final SyntheticRows ROWS = new SyntheticRows(11, 40);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void holdsAtAnyInstantWhatItHeldAtTheCommitBefore(long seed) throws IOException {
        Random random = new Random(seed);
        Path tape = folder.resolve("live.tape");
        int appended = 0;
        int appendedAtCommit = 0;
        try (LiveTapeWriter writer = LiveTapeWriter.create(tape, OPTIONS, FACTS)) {
            for (int step = 0; step < 12; step++) {
                int count = random.nextInt(4) == 0 ? random.nextInt(140_000) : random.nextInt(20);
                ROWS.append(writer.table(TapeTable.BOUNCE), writer.texts(), TapeTable.BOUNCE, count);
                appended += count;
                writer.commit(FACTS);
                assertThat(Tape.open(tape).rowCount(TapeTable.BOUNCE))
                        .isBetween((long) appendedAtCommit - 122_880, (long) appended);
                appendedAtCommit = appended;
            }
            writer.commit(FACTS);
            writer.commit(FACTS);
            assertThat(Tape.open(tape).rowCount(TapeTable.BOUNCE)).isEqualTo(appended);
            writer.finish(FACTS);
        }
        assertThat(Tape.open(tape).manifest().state()).isEqualTo(TapeState.COMPLETE);
        assertThat(Tape.open(tape).verify()).isEmpty();
        assertThat(read(Tape.open(tape))).isEqualTo(expected(appended));
    }

    @Test
    void rowsStayAmendableUntilTheCommitAfterNext() throws IOException {
        Path tape = folder.resolve("live.tape");
        try (LiveTapeWriter writer = LiveTapeWriter.create(tape, OPTIONS, FACTS)) {
            TableAppender bounces = writer.table(TapeTable.BOUNCE);
            for (int i = 0; i < 11; i++) {
                bounces.beginRow();
            }
            writer.commit(FACTS);
            bounces.beginRow();
            assertThat(bounces.patchLong(3, BounceColumn.DMA_OP_ID, 33)).isTrue();
            writer.commit(FACTS);
            assertThat(bounces.patchLong(3, BounceColumn.DMA_OP_ID, 44)).isFalse();
            assertThat(bounces.patchLong(11, BounceColumn.DMA_OP_ID, 55)).isTrue();
            assertThat(writer.lateAmendments()).isEqualTo(1);
            assertThat(read(Tape.open(tape))).hasSize(11);
            writer.finish(FACTS);
        }
        List<Map<String, Object>> rows = read(Tape.open(tape));
        assertThat(rows.get(3)).containsEntry("dma_op_id", 33L);
        assertThat(rows.get(11)).containsEntry("dma_op_id", 55L);
        assertThat(rows.get(4)).doesNotContainKey("dma_op_id");
    }

    /// Of six spans of ten rows the last three are kept; the copy of them stays as it is when they are forgotten, too.
    @Test
    void forgetsWholeSpansAndCopiesTheOthers() throws IOException {
        Path tape = folder.resolve("live.tape");
        Path copy = folder.resolve("copy.tape");
        try (LiveTapeWriter writer = LiveTapeWriter.create(tape, OPTIONS, FACTS)) {
            ROWS.append(writer.table(TapeTable.DEVICE), writer.texts(), TapeTable.DEVICE, 2);
            for (int span = 0; span < 6; span++) {
                ROWS.append(writer.table(TapeTable.BOUNCE), writer.texts(), TapeTable.BOUNCE, 10);
                ROWS.append(writer.table(TapeTable.LOSS), writer.texts(), TapeTable.LOSS, 1);
                writer.commit(FACTS);
                writer.commit(FACTS);
                assertThat(writer.endSpan()).isEqualTo(span);
                writer.forgetBefore(span - 2);
            }
            assertThat(read(Tape.open(tape))).isEqualTo(expected(60).subList(30, 60));
            assertThat(Tape.open(tape).rowCount(TapeTable.DEVICE)).isEqualTo(2);
            assertThat(Tape.open(tape).rowCount(TapeTable.LOSS))
                    .as("a loss before the first row may reach into it")
                    .isEqualTo(4);

            writer.copyTo(copy, FACTS, false);
            writer.forgetBefore(6);
            assertThat(read(Tape.open(tape))).isEmpty();
            ROWS.append(writer.table(TapeTable.BOUNCE), writer.texts(), TapeTable.BOUNCE, 5);
            writer.commit(FACTS);
            writer.commit(FACTS);
        }
        assertThat(Tape.open(copy).manifest().state()).isEqualTo(TapeState.COMPLETE);
        assertThat(Tape.open(copy).verify()).isEmpty();
        assertThat(read(Tape.open(copy))).isEqualTo(expected(60).subList(30, 60));
        assertThat(Tape.open(copy).rowCount(TapeTable.VQ_OP)).isZero();
        Path whole = folder.resolve("whole.tape");
        TapeSalvage.salvage(tape, whole, TapeWriterOptions.defaults());
        assertThat(read(Tape.open(whole))).isEqualTo(expected(65).subList(60, 65));
    }

    /// A row that names a device is no use without the row of the device; a full batch goes out before its commit.
    @Test
    void devicesAreOnTheDiskNoLaterThanWhatNamesThem() throws IOException {
        Path tape = folder.resolve("live.tape");
        try (LiveTapeWriter writer = LiveTapeWriter.create(tape, OPTIONS, FACTS)) {
            ROWS.append(writer.table(TapeTable.BOUNCE), writer.texts(), TapeTable.BOUNCE, 300_000);
            List<TapeTable> needed = List.of(TapeTable.DEVICE, TapeTable.SOURCE, TapeTable.CLOCK, TapeTable.LOSS);
            for (TapeTable table : needed) {
                ROWS.append(writer.table(table), writer.texts(), table, 3);
            }
            writer.commit(FACTS);
        }
        Tape opened = Tape.open(tape);
        assertThat(opened.rowCount(TapeTable.BOUNCE)).isPositive();
        assertThat(opened.rowCount(TapeTable.DEVICE)).isEqualTo(3);
        assertThat(opened.rowCount(TapeTable.SOURCE)).isEqualTo(3);
        assertThat(opened.rowCount(TapeTable.CLOCK)).isEqualTo(3);
        assertThat(opened.rowCount(TapeTable.LOSS)).isEqualTo(3);
    }

    /// Whatever is left of the last batch: the tape opens, and all tables end with the same commit.
    @Test
    void aCutInTheLastBatchTakesTheWholeCommitAway() throws IOException {
        Path tape = unfinished();
        Path part = last(Tape.open(tape), TapeTable.BOUNCE);
        long whole = Files.size(part);
        List<PartInfo> parts = Tape.open(tape).table(TapeTable.BOUNCE).parts();
        for (long size = whole - 1; size > whole - 200; size--) {
            cut(part, size);
            Tape opened = Tape.open(tape);
            assertThat(opened.rowCount(TapeTable.BOUNCE)).isEqualTo(20);
            assertThat(opened.rowCount(TapeTable.IOMMU_FAULT)).isEqualTo(20);
            assertThat(opened.verify()).isEmpty();
            assertThat(read(opened)).isEqualTo(expected(20));
        }
        assertThat(parts.getLast().sizeBytes()).isEqualTo(whole);
    }

    @Test
    void whatLiesBehindTheLastCommitIsNotLookedAt() throws IOException {
        Path tape = unfinished();
        Files.write(last(Tape.open(tape), TapeTable.BOUNCE), new byte[77], java.nio.file.StandardOpenOption.APPEND);
        Files.writeString(tape.resolve("commits.jsonl"), "0000", java.nio.file.StandardOpenOption.APPEND);

        assertThat(read(Tape.open(tape))).isEqualTo(expected(30));

        Path salvaged = folder.resolve("whole.tape");
        Manifest manifest = TapeSalvage.salvage(tape, salvaged, TapeWriterOptions.defaults());
        assertThat(manifest.state()).isEqualTo(TapeState.SALVAGED);
        assertThat(String.join(" ", manifest.notes())).contains("not finished");
        assertThat(Tape.open(salvaged).verify()).isEmpty();
        assertThat(read(Tape.open(salvaged))).isEqualTo(expected(30));
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        Path tape = unfinished();
        try (Stream<Path> files = Files.walk(tape)) {
            for (Path file : files.toList()) {
                boolean partOrLog =
                        Files.isRegularFile(file) && !file.toString().endsWith(".json");
                if (partOrLog || file.equals(tape)) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .endsWith("------");
                }
            }
        }
    }

    /// Three commits of ten rows in two tables, then death.
    private Path unfinished() {
        Path tape = folder.resolve("live.tape");
        try (LiveTapeWriter writer = LiveTapeWriter.create(tape, OPTIONS, FACTS)) {
            for (int i = 0; i < 3; i++) {
                ROWS.append(writer.table(TapeTable.BOUNCE), writer.texts(), TapeTable.BOUNCE, 10);
                ROWS.append(writer.table(TapeTable.IOMMU_FAULT), writer.texts(), TapeTable.IOMMU_FAULT, 10);
                writer.commit(FACTS);
            }
            writer.commit(FACTS);
        }
        return tape;
    }

    private static Path last(Tape tape, TapeTable table) {
        return tape.parts(table).getLast();
    }

    private static void cut(Path file, long size) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(size);
        }
    }

    private static List<Map<String, Object>> read(Tape tape) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                TableReader reader = tape.reader(TapeTable.BOUNCE, allocator)) {
            return ArrowRows.rows(reader);
        }
    }

    private static List<Map<String, Object>> expected(int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(ROWS.row(TapeTable.BOUNCE, row));
        }
        return rows;
    }
}
