// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.LossColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.testing.ArrowRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableAppenderTest {

    private static final int WINDOW = TableAppender.PATCH_WINDOW_ROWS;

    @TempDir
    private Path folder;

    /// At every row, the oldest row that must still be amendable is amended.
    @Test
    void rowsWithinTheWindowCanBeAmended() {
        int count = 2 * WINDOW + 10;
        try (TapeWriter writer = TapeWriter.create(folder.resolve("a.tape"), TapeWriterOptions.defaults())) {
            TableAppender losses = writer.table(TapeTable.LOSS);
            for (int i = 0; i < count; i++) {
                long row = losses.beginRow();
                losses.setLong(LossColumn.CPU, i);
                if (row >= WINDOW) {
                    assertThat(losses.patchLong(row - WINDOW, LossColumn.EVENTS, row))
                            .isTrue();
                }
            }
            writer.finish(Manifest.recording("test"));
        }

        List<Map<String, Object>> rows = ArrowRows.rows(folder.resolve("a.tape/loss/part-00000.arrow"));
        assertThat(rows).hasSize(count);
        for (int row = 0; row < count - WINDOW; row++) {
            assertThat(rows.get(row)).containsEntry("events", (long) row + WINDOW);
        }
        assertThat(rows.get(count - WINDOW)).doesNotContainKey("events");
    }

    @Test
    void rowsThatLeftTheWindowStayAsTheyAre() {
        try (TapeWriter writer = TapeWriter.create(folder.resolve("a.tape"), TapeWriterOptions.defaults())) {
            TableAppender losses = writer.table(TapeTable.LOSS);
            for (int i = 0; i < 2 * WINDOW + 1; i++) {
                losses.beginRow();
            }

            assertThat(losses.patchLong(WINDOW - 1, LossColumn.EVENTS, 1)).isFalse();
            assertThat(losses.patchLong(WINDOW, LossColumn.EVENTS, 1)).isTrue();
        }
    }

    @Test
    void amendsTextsAndBooleans() {
        try (TapeWriter writer = TapeWriter.create(folder.resolve("a.tape"), TapeWriterOptions.defaults())) {
            TableAppender dmaOps = writer.table(TapeTable.DMA_OP);
            long first = dmaOps.beginRow();
            dmaOps.beginRow();
            assertThat(dmaOps.patchText(
                            first, DmaOpColumn.DEVICE, writer.texts().idOf("virtio0")))
                    .isTrue();
            assertThat(dmaOps.patchBoolean(first, DmaOpColumn.TRUNCATED, true)).isTrue();
            writer.finish(Manifest.recording("test"));
        }

        List<Map<String, Object>> rows = ArrowRows.rows(folder.resolve("a.tape/dma_op/part-00000.arrow"));
        assertThat(rows.getFirst()).containsEntry("device", "virtio0").containsEntry("truncated", true);
        assertThat(rows.getLast()).doesNotContainKey("device").containsEntry("truncated", false);
    }

    @Test
    void refusesAColumnOfAnotherTable() {
        try (TapeWriter writer = TapeWriter.create(folder.resolve("a.tape"), TapeWriterOptions.defaults())) {
            TableAppender losses = writer.table(TapeTable.LOSS);
            losses.beginRow();

            assertThatThrownBy(() -> losses.setLong(DmaOpColumn.CPU, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
