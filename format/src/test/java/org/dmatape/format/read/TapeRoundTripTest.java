// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.testing.ArrowRows;
import org.dmatape.format.testing.SyntheticRows;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TapeWriterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TapeRoundTripTest {

    private static final int SAMPLE_STEP = 997;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void everyTableReadsAsItWasWritten(TapeTable table) throws IOException {
        SyntheticRows rows = new SyntheticRows(11, 5);
        Tape tape = write(rows, table, 300, TapeWriterOptions.defaults());

        List<Map<String, Object>> expected = expected(rows, table, 300);
        assertThat(read(tape, table, table.columns())).isEqualTo(expected);
        assertThat(ArrowRows.rows(tape.parts(table).getFirst())).isEqualTo(expected);
        assertThat(tape.verify()).isEmpty();
    }

    /// Around the sizes at which a batch grows or is full.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 1023, 1024, 1025, 8192, 8193, 24_575, 24_576, 24_577, 122_881})
    void everyRowCountReadsAsItWasWritten(int count) throws IOException {
        SyntheticRows rows = new SyntheticRows(count, 40);
        Tape tape = write(rows, TapeTable.VQ_SEGMENT, count, TapeWriterOptions.defaults());

        List<Map<String, Object>> actual = read(tape, TapeTable.VQ_SEGMENT, TapeTable.VQ_SEGMENT.columns());
        assertThat(actual).hasSize(count);
        for (int row = 0; row < count; row += row < count - SAMPLE_STEP ? SAMPLE_STEP : 1) {
            assertThat(actual.get(row)).as("row %s", row).isEqualTo(rows.row(TapeTable.VQ_SEGMENT, row));
        }
        assertThat(tape.rowCount(TapeTable.VQ_SEGMENT)).isEqualTo(count);
    }

    /// Dictionaries that grow from batch to batch, and one so large that it starts afresh.
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1000", "3, 30000"})
    void textsOfSeveralBatchesKeepTheirMeaning(long seed, int distinctTexts) throws IOException {
        SyntheticRows rows = new SyntheticRows(seed, distinctTexts);
        int count = 3 * TableAppender.BATCH_ROWS + 5;
        Tape tape = write(rows, TapeTable.IOMMU_FAULT, count, TapeWriterOptions.defaults());

        List<Map<String, Object>> actual = read(tape, TapeTable.IOMMU_FAULT, TapeTable.IOMMU_FAULT.columns());
        for (int row = 0; row < count; row += SAMPLE_STEP) {
            assertThat(actual.get(row)).as("row %s", row).isEqualTo(rows.row(TapeTable.IOMMU_FAULT, row));
        }
    }

    @Test
    void aTableOfSeveralPartsReadsAsOne() throws IOException {
        SyntheticRows rows = new SyntheticRows(8, 50);
        int count = 4 * TableAppender.BATCH_ROWS + 3;
        TapeWriterOptions options = TapeWriterOptions.defaults().withBatchesPerPart(2);
        Tape tape = write(rows, TapeTable.IOMMU_FAULT, count, options);

        assertThat(tape.parts(TapeTable.IOMMU_FAULT))
                .extracting(part -> part.getFileName().toString())
                .containsExactly("part-00000.arrow", "part-00001.arrow", "part-00002.arrow");
        List<Map<String, Object>> actual = read(tape, TapeTable.IOMMU_FAULT, TapeTable.IOMMU_FAULT.columns());
        assertThat(actual).hasSize(count);
        for (int row = 0; row < count; row += SAMPLE_STEP) {
            assertThat(actual.get(row)).as("row %s", row).isEqualTo(rows.row(TapeTable.IOMMU_FAULT, row));
        }
        assertThat(ArrowRows.rows(tape.parts(TapeTable.IOMMU_FAULT).getLast()).getLast())
                .isEqualTo(rows.row(TapeTable.IOMMU_FAULT, count - 1L));
    }

    @Test
    void bytesDoNotDependOnTheNumberOfThreads() throws IOException {
        SyntheticRows rows = new SyntheticRows(4, 100);
        TapeWriterOptions options = TapeWriterOptions.defaults();
        int count = 5 * TableAppender.BATCH_ROWS;

        byte[] one = bytes(write(rows, TapeTable.BOUNCE, count, options.withCompressionThreads(1)));
        byte[] four = bytes(write(rows, TapeTable.BOUNCE, count, options.withCompressionThreads(4)));

        assertThat(one).isEqualTo(four);
    }

    @Test
    void readsOnlyTheColumnsAskedForInTheirOrder() throws IOException {
        SyntheticRows rows = new SyntheticRows(5, 3);
        Tape tape = write(rows, TapeTable.DMA_OP, 50, TapeWriterOptions.defaults());
        List<DmaOpColumn> columns = List.of(DmaOpColumn.TRUNCATED, DmaOpColumn.OP, DmaOpColumn.EVENT_ID);

        List<Map<String, Object>> actual = read(tape, TapeTable.DMA_OP, columns);

        assertThat(actual.get(7).keySet()).containsExactly("truncated", "op", "event_id");
        assertThat(rows.row(TapeTable.DMA_OP, 7)).containsAllEntriesOf(actual.get(7));
    }

    private Tape write(SyntheticRows rows, TapeTable table, int count, TapeWriterOptions options) {
        Path path = folder.resolve(options.compressionThreads() + ".tape");
        try (TapeWriter writer = TapeWriter.create(path, options)) {
            rows.append(writer, table, count);
            writer.finish(Manifest.recording("test"));
        }
        return Tape.open(path);
    }

    private static List<Map<String, Object>> expected(SyntheticRows rows, TapeTable table, int count) {
        List<Map<String, Object>> expected = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            expected.add(rows.row(table, row));
        }
        return expected;
    }

    private static List<Map<String, Object>> read(Tape tape, TapeTable table, List<? extends TapeColumn> columns)
            throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                TableReader reader = tape.reader(table, columns, allocator)) {
            return ArrowRows.rows(reader);
        }
    }

    private static byte[] bytes(Tape tape) throws IOException {
        return Files.readAllBytes(tape.parts(TapeTable.BOUNCE).getFirst());
    }
}
