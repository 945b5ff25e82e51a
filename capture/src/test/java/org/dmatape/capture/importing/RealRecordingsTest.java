// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.capture.importing.internal.EventImporter;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.tracedat.TraceDatRecording;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every real recording must become, whatever its kernel and its IOMMU.
class RealRecordingsTest {

    private static final ShippedRecordings SHIPPED = ShippedRecordings.locate();

    private static final Map<String, Import> IMPORTS = new ConcurrentHashMap<>();

    private record Import(RowCollector tables, List<EventCount> events) {}

    static List<String> names() {
        return SHIPPED.names();
    }

    /// Where every function is probed. The probes that read `vmemmap_base` are missing on arm64, which has no such
    /// symbol.
    static List<String> namesWithAllProbes() {
        return names().stream()
                .filter(name -> !SHIPPED.truth(name).kernel().endsWith("arm64"))
                .toList();
    }

    private static Import imported(String name) {
        return IMPORTS.computeIfAbsent(name, RealRecordingsTest::read);
    }

    private static Import read(String name) {
        PlainTextPool texts = new PlainTextPool();
        RowCollector tables = new RowCollector(texts);
        try (Recording recording = TraceDatRecording.open(SHIPPED.traceDat(name), OpenOptions.DEFAULT)) {
            EventImporter importer = EventImporter.of(recording, TapeRows.of(tables::table, texts));
            importer.run();
            return new Import(tables, importer.counts());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyEventIsCountedAsTraceCmdCountsIt(String name) {
        Map<String, Long> counted = new HashMap<>();
        for (EventCount event : imported(name).events()) {
            counted.put(event.name(), event.count());
            assertThat(event.interpretation()).as(event.name()).isNotEmpty();
        }

        assertThat(counted).isEqualTo(SHIPPED.truth(name).events());
    }

    @ParameterizedTest
    @MethodSource("namesWithAllProbes")
    void everyDmaEventIsARowAndEveryPairOfProbesADuration(String name) {
        Map<String, Long> events = SHIPPED.truth(name).events();
        long dmaEvents = events.entrySet().stream()
                .filter(event -> event.getKey().startsWith("dma_"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        List<Map<String, Object>> rows = imported(name).tables().rows(TapeTable.DMA_OP);

        assertThat(rows).hasSize((int) dmaEvents);
        assertThat(rows)
                .filteredOn(row -> "single".equals(row.get("api"))
                        && List.of("map", "map_error", "unmap").contains(row.get("op")))
                .allMatch(row -> row.containsKey("duration_ns") && (Long) row.get("duration_ns") > 0);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPageTableChangeBelongsToADmaOperation(String name) {
        List<Map<String, Object>> rows = imported(name).tables().rows(TapeTable.IOMMU_OP);

        assertThat(rows)
                .filteredOn(row -> "unmap".equals(row.get("op")))
                .allMatch(row -> row.containsKey("dma_op_id") && row.containsKey("device"));
        // the pages of the interrupt controller's doorbell are mapped for no DMA operation
        assertThat(rows)
                .filteredOn(row -> "map".equals(row.get("op")) && !row.containsKey("dma_op_id"))
                .hasSizeLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("namesWithAllProbes")
    void everyPostedBufferHasItsQueueItsTokenAndItsResult(String name) {
        List<Map<String, Object>> rows = imported(name).tables().rows(TapeTable.VQ_OP);

        assertThat(rows)
                .filteredOn(row -> "add".equals(row.get("op")))
                .isNotEmpty()
                .allMatch(row -> row.keySet()
                        .containsAll(List.of("virtio_device", "queue_name", "vq", "token", "result", "duration_ns")));
        assertThat(rows)
                .filteredOn(row -> "interrupt".equals(row.get("op")))
                .allMatch(row -> row.containsKey("virtio_device") && row.containsKey("queue_name"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void rowsAreNumberedInOrderOfTime(String name) {
        RowCollector tables = imported(name).tables();
        Map<Long, Long> timeOfEvent = new TreeMap<>();
        for (TapeTable table : List.of(TapeTable.DMA_OP, TapeTable.IOMMU_OP, TapeTable.VQ_OP, TapeTable.BOUNCE)) {
            tables.rows(table).forEach(row -> timeOfEvent.put((Long) row.get("event_id"), (Long) row.get("ts_ns")));
        }

        assertThat(timeOfEvent.keySet())
                .hasSize(timeOfEvent.keySet().stream()
                                .mapToInt(Long::intValue)
                                .max()
                                .orElse(-1)
                        + 1);
        assertThat(List.copyOf(timeOfEvent.values())).isSorted();
    }
}
