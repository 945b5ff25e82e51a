// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.format.TapeException;
import org.dmatape.format.manifest.LossSummary;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.LossColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.schema.VqOpColumn;
import org.dmatape.format.schema.VqSegmentColumn;
import org.dmatape.format.testing.ArrowRows;
import org.dmatape.format.testing.SyntheticRows;
import org.dmatape.format.testing.TestTapes;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TapeWriterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TapeCutTest {

    private static final SyntheticRows ROWS = new SyntheticRows(17, 40);
    private static final int SEVERAL_BATCHES = 2 * TableAppender.BATCH_ROWS + 100;
    private static final TimeWindow LATE = new TimeWindow(0, Long.MAX_VALUE / 3);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = TapeTable.class,
            names = {"DMA_OP", "IOMMU_OP", "VQ_OP", "DEVICE_ACCESS", "DEVICE_VQ_OP", "IOMMU_FAULT", "BOUNCE"})
    void keepsExactlyTheRowsOfTheWindow(TapeTable table) throws IOException {
        Tape whole = TestTapes.write(folder.resolve("whole.tape"), ROWS, table, SEVERAL_BATCHES);

        Tape cut = cut(whole, LATE);

        List<Map<String, Object>> expected = IntStream.range(0, SEVERAL_BATCHES)
                .mapToObj(row -> ROWS.row(table, row))
                .filter(row -> isIn(LATE, table, row))
                .toList();
        assertThat(expected).hasSizeBetween(SEVERAL_BATCHES / 10, SEVERAL_BATCHES / 3);
        assertThat(read(cut, table)).isEqualTo(expected);
        assertThat(cut.verify()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = TapeTable.class,
            names = {"DEVICE", "SOURCE", "CLOCK"})
    void keepsWhatHasNoTime(TapeTable table) throws IOException {
        Tape whole = TestTapes.write(folder.resolve("whole.tape"), ROWS, table, 100);

        assertThat(read(cut(whole, LATE), table)).isEqualTo(read(whole, table));
    }

    @Test
    void segmentsGoWithTheirBuffer() throws IOException {
        Tape whole = write(writer -> {
            for (long event = 0; event < 10; event++) {
                post(writer, event, event == 4 ? 1000 : 0);
            }
        });

        Tape cut = cut(whole, new TimeWindow(300, 699));

        assertThat(read(cut, TapeTable.VQ_OP))
                .as("without the one that goes on when the window ends")
                .extracting("event_id")
                .containsExactly(3L, 5L, 6L);
        assertThat(read(cut, TapeTable.VQ_SEGMENT)).extracting("vq_op_id").containsExactly(3L, 5L, 6L);
    }

    @Test
    void lossesThatReachIntoTheWindowCount() throws IOException {
        Tape whole = write(writer -> {
            lose(writer, 0, 99, 7);
            lose(writer, 50, 100, 20);
            lose(writer, 150, 300, 3);
            lose(writer, 201, 300, 1);
        });

        Tape cut = cut(whole, new TimeWindow(100, 200));

        assertThat(cut.manifest().losses()).isEqualTo(new LossSummary(2, 23, false));
        assertThat(read(cut, TapeTable.LOSS)).extracting("events").containsExactly(20L, 3L);
    }

    @Test
    void saysWhatItWasCutFromAndWhenItIs() {
        Tape whole = write(ofHost(Map.of("first_ts_ns", "1000", "last_ts_ns", "2000", "uname", "Linux")), _ -> {});

        Manifest cut = cut(whole, new TimeWindow(1500, 9999)).manifest();

        assertThat(cut.host())
                .containsOnly(
                        Map.entry("first_ts_ns", "1500"), Map.entry("last_ts_ns", "2000"), Map.entry("uname", "Linux"));
        assertThat(cut.notes()).hasSize(2).last().asString().startsWith("Cut from whole.");
    }

    @Test
    void timesThatAreNoneAreNoReasonToFail() {
        Map<String, String> host = Map.of("first_ts_ns", "early", "last_ts_ns", "99999999999999999999");

        assertThat(cut(write(ofHost(host), _ -> {}), LATE).manifest().host()).isEqualTo(host);
    }

    private static Manifest ofHost(Map<String, String> host) {
        Manifest facts = Manifest.recording("test").withNotes(List.of("An older note."));
        return new Manifest(
                facts.formatVersion(),
                facts.state(),
                facts.createdBy(),
                facts.sources(),
                host,
                facts.clocks(),
                facts.losses(),
                facts.events(),
                facts.tables(),
                facts.notes(),
                facts.unrecorded());
    }

    @Test
    void leavesAnotherTapeAlone() {
        Tape whole = write(_ -> {});
        cut(whole, LATE);

        assertThatThrownBy(() -> cut(whole, LATE))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("cut.tape");
    }

    /// An operation on a virtqueue is in it when its end is.
    private static boolean isIn(TimeWindow window, TapeTable table, Map<String, Object> row) {
        long beginNs = (long) row.getOrDefault("ts_ns", Long.MIN_VALUE);
        long durationNs = table == TapeTable.VQ_OP ? (long) row.getOrDefault("duration_ns", 0L) : 0;
        return window.contains(beginNs) && durationNs <= window.toNs() - beginNs;
    }

    private static void post(TapeWriter writer, long event, long durationNs) {
        TableAppender ops = writer.table(TapeTable.VQ_OP);
        ops.beginRow();
        ops.setLong(VqOpColumn.EVENT_ID, event);
        ops.setLong(VqOpColumn.TS_NS, 100 * event);
        ops.setText(VqOpColumn.CONTEXT, writer.texts().idOf("task"));
        ops.setText(VqOpColumn.OP, writer.texts().idOf("add"));
        ops.setLong(VqOpColumn.DURATION_NS, durationNs);
        TableAppender segments = writer.table(TapeTable.VQ_SEGMENT);
        segments.beginRow();
        segments.setLong(VqSegmentColumn.VQ_OP_ID, event);
    }

    private static void lose(TapeWriter writer, long fromNs, long toNs, long events) {
        TableAppender losses = writer.table(TapeTable.LOSS);
        losses.beginRow();
        losses.setLong(LossColumn.FROM_NS, fromNs);
        losses.setLong(LossColumn.TO_NS, toNs);
        losses.setLong(LossColumn.EVENTS, events);
    }

    private Tape write(Consumer<TapeWriter> rows) {
        return write(Manifest.recording("test"), rows);
    }

    private Tape write(Manifest manifest, Consumer<TapeWriter> rows) {
        Path path = folder.resolve("whole.tape");
        try (TapeWriter writer = TapeWriter.create(path, TapeWriterOptions.defaults())) {
            rows.accept(writer);
            writer.finish(manifest);
        }
        return Tape.open(path);
    }

    private Tape cut(Tape whole, TimeWindow window) {
        Path path = folder.resolve("cut.tape");
        TapeCut.cut(whole, "whole", window, path, TapeWriterOptions.defaults());
        return Tape.open(path);
    }

    private static List<Map<String, Object>> read(Tape tape, TapeTable table) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                TableReader reader = tape.reader(table, allocator)) {
            return ArrowRows.rows(reader);
        }
    }
}
