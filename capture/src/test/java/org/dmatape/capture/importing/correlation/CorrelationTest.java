// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.capture.importing.correlation.ProbedKernel.ALLOC;
import static org.dmatape.capture.importing.correlation.ProbedKernel.DISK;
import static org.dmatape.capture.importing.correlation.ProbedKernel.MAP_PAGE;
import static org.dmatape.capture.importing.correlation.ProbedKernel.MAP_PHYS;
import static org.dmatape.capture.importing.correlation.ProbedKernel.MAP_SG;
import static org.dmatape.capture.importing.correlation.ProbedKernel.UNMAP_PAGE;
import static org.dmatape.capture.importing.correlation.ProbedKernel.only;
import static org.dmatape.capture.importing.correlation.ProbedKernel.recording;
import static org.dmatape.capture.importing.correlation.ProbedKernel.rowsOf;
import static org.dmatape.capture.importing.correlation.ScriptedRecording.HARDIRQ;
import static org.dmatape.capture.importing.correlation.ScriptedRecording.TASK;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What belongs together in the DMA API ends in one row, and only that.
class CorrelationTest {

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void aMappingKnowsItsDurationItsPageTableEntryAndItsBounce(String order) {
        RowCollector tables =
                rowsOf(recording(order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                        .event(100, 0, TASK, 7, "enter_map", MAP_PAGE + 4, DISK, 16, 1)
                        .event(110, 0, TASK, 7, "swiotlb_bounced", DISK, 0x5010, 16, 1)
                        .event(120, 0, TASK, 7, "map", 0xfff0_0000L, 0x5000, 4096)
                        .event(130, 0, TASK, 7, "dma_map_page", DISK, 0x5010, 0xfff0_0010L, 16, 1, 0)
                        .event(150, 0, TASK, 7, "leave_map", MAP_PAGE + 4, 0, 0xfff0_0010L));

        assertThat(only(tables, TapeTable.DMA_OP))
                .containsEntry("device", DISK)
                .containsEntry("op", "map")
                .containsEntry("api", "single")
                .containsEntry("dma_addr", 0xfff0_0010L)
                .containsEntry("phys_addr", 0x5010L)
                .containsEntry("size", 16L)
                .containsEntry("direction", "to_device")
                .containsEntry("ts_ns", 130L)
                .containsEntry("duration_ns", 50L)
                .containsEntry("iommu_bytes", 4096L)
                .containsEntry("comm", "dd")
                .containsEntry("context", "task");
        Object opId = only(tables, TapeTable.DMA_OP).get("op_id");
        assertThat(only(tables, TapeTable.IOMMU_OP))
                .containsEntry("dma_op_id", opId)
                .containsEntry("device", DISK);
        assertThat(only(tables, TapeTable.BOUNCE))
                .containsEntry("dma_op_id", opId)
                .containsEntry("forced", true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInvalidationBelongsToTheUnmapThatNeedsIt(boolean probed) {
        ScriptedRecording recording =
                recording().format("intel_iommu", "cache_tag_flush_range", "start:u64", "end:u64");
        if (probed) {
            recording.event(90, 0, TASK, 7, "enter_unmap", UNMAP_PAGE, DISK, 0xfff0_0010L, 16, 1);
        }
        recording
                .event(100, 0, TASK, 7, "unmap", 0xfff0_0000L, 4096, 4096)
                .event(110, 0, TASK, 7, "cache_tag_flush_range", 0xfff0_0000L, 0xfff0_0fffL)
                .event(120, 0, TASK, 7, "dma_unmap_page", DISK, 0xfff0_0010L, 16, 1, 0);
        if (probed) {
            recording.event(130, 0, TASK, 7, "leave_unmap", UNMAP_PAGE, 0);
        }
        recording.event(200, 0, TASK, 7, "cache_tag_flush_range", 0xfff0_0000L, 0xfff0_0fffL);

        List<Map<String, Object>> rows = rowsOf(recording).rows(TapeTable.IOMMU_OP);
        assertThat(rows).extracting(row -> row.get("op")).containsExactly("unmap", "flush_range", "flush_range");
        assertThat(rows).extracting(row -> row.get("dma_op_id")).containsExactly(2L, 2L, null);
        assertThat(rows.get(1)).containsEntry("size", 4096L).containsEntry("device", DISK);
    }

    @Test
    void oneFunctionInsideAnotherIsOneOperation() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "enter_map", MAP_PAGE, DISK, 16, 1)
                .event(101, 0, TASK, 7, "enter_phys", MAP_PHYS, 0x5010)
                .event(130, 0, TASK, 7, "dma_map_page", DISK, 0x5010, 0x5010, 16, 1, 0)
                .event(140, 0, TASK, 7, "leave_phys", MAP_PHYS, 0, 0x5010)
                .event(150, 0, TASK, 7, "leave_map", MAP_PAGE, 0, 0x5010));

        assertThat(only(tables, TapeTable.DMA_OP)).containsEntry("duration_ns", 50L);
    }

    @Test
    void anInterruptDoesNotMixWithWhatItInterrupts() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "enter_map", MAP_PAGE, DISK, 16, 1)
                .event(110, 0, HARDIRQ, 7, "enter_unmap", UNMAP_PAGE, DISK, 0x9000, 32, 2)
                .event(120, 0, HARDIRQ, 7, "dma_unmap_page", DISK, 0x9000, 32, 2, 0)
                .event(125, 0, HARDIRQ, 7, "leave_unmap", UNMAP_PAGE, 0)
                .event(130, 0, TASK, 7, "dma_map_page", DISK, 0x5010, 0x5010, 16, 1, 0)
                .event(150, 0, TASK, 7, "leave_map", MAP_PAGE, 0, 0x5010));

        assertThat(tables.rows(TapeTable.DMA_OP))
                .extracting(row -> row.get("op"))
                .containsExactly("unmap", "map");
        assertThat(tables.rows(TapeTable.DMA_OP))
                .extracting(row -> row.get("duration_ns"))
                .containsExactly(15L, 50L);
        assertThat(tables.rows(TapeTable.DMA_OP))
                .extracting(row -> row.get("context"))
                .containsExactly("hardirq", "task");
    }

    @Test
    void aThreadThatMovesToAnotherCpuKeepsItsOperation() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "enter_map", MAP_PAGE, DISK, 16, 1)
                .event(130, 1, TASK, 7, "dma_map_page", DISK, 0x5010, 0x5010, 16, 1, 0)
                .event(150, 1, TASK, 7, "leave_map", MAP_PAGE, 0, 0x5010));

        assertThat(only(tables, TapeTable.DMA_OP))
                .containsEntry("duration_ns", 50L)
                .containsEntry("cpu", 1L);
    }

    @Test
    void aMissedReturnDoesNotSwallowTheNextOperation() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "enter_map", MAP_PAGE, DISK, 16, 1)
                .event(110, 0, TASK, 7, "dma_map_page", DISK, 0x5010, 0x5010, 16, 1, 0)
                .event(200, 0, TASK, 7, "enter_map", MAP_PAGE, DISK, 16, 1)
                .event(210, 0, TASK, 7, "dma_map_page", DISK, 0x6010, 0x6010, 16, 1, 0)
                .event(220, 0, TASK, 7, "leave_map", MAP_PAGE, 0, 0x6010));

        assertThat(tables.rows(TapeTable.DMA_OP)).hasSize(2);
        assertThat(tables.rows(TapeTable.DMA_OP).get(0)).doesNotContainKey("duration_ns");
        assertThat(tables.rows(TapeTable.DMA_OP).get(1)).containsEntry("duration_ns", 20L);
    }

    @Test
    void withoutDmaEventsTheProbesMakeTheRow() {
        RowCollector tables = rowsOf(new ScriptedRecording()
                .symbol(MAP_PAGE, "dma_map_page_attrs")
                .format("iommu", "map", "iova:u64", "paddr:u64", "size:u64")
                .format("dmap", "map_in", "__probe_ip:u64", "dev:text", "page:u64", "off:u64", "size:u64", "dir:u32")
                .format("dmap", "map_out", "__probe_func:u64", "__probe_ret_ip:u64", "addr:u64")
                .event(100, 0, TASK, 7, "map_in", MAP_PAGE, DISK, 0xffea_0000_0000_0040L, 0x10, 16, 2)
                .event(120, 0, TASK, 7, "map", 0xfff0_0000L, 0x5000, 4096)
                .event(150, 0, TASK, 7, "map_out", MAP_PAGE, 0, 0xfff0_0010L));

        assertThat(only(tables, TapeTable.DMA_OP))
                .containsEntry("op", "map")
                .containsEntry("device", DISK)
                .containsEntry("dma_addr", 0xfff0_0010L)
                .containsEntry("phys_addr", 0x5010L)
                .containsEntry("size", 16L)
                .containsEntry("direction", "from_device")
                .containsEntry("duration_ns", 50L)
                .containsEntry("iommu_bytes", 4096L);
        assertThat(only(tables, TapeTable.IOMMU_OP)).containsEntry("device", DISK);
    }

    @Test
    void aMappingRefusedTooEarlyToBeTracedIsStillAnError() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "enter_map", MAP_PAGE, DISK, 16, 1)
                .event(150, 0, TASK, 7, "leave_map", MAP_PAGE, 0, -1L));

        assertThat(only(tables, TapeTable.DMA_OP))
                .containsEntry("op", "map_error")
                .containsEntry("dma_addr", -1L);
    }

    @Test
    void onA32BitKernelFailureIsWrittenTheSameWay() {
        RowCollector tables = rowsOf(new ScriptedRecording(ByteOrder.LITTLE_ENDIAN, 4)
                .format("dma", "dma_map_page", "device:text", "phys_addr:u64", "dma_addr:u64", "size:u32", "dir:u32")
                .event(100, 0, TASK, 7, "dma_map_page", DISK, 0x5000, 0xffff_ffffL, 16, 1));

        assertThat(only(tables, TapeTable.DMA_OP))
                .containsEntry("op", "map_error")
                .containsEntry("dma_addr", -1L);
    }

    @Test
    void theUnmapOfAScatterlistIsTracedBeforeThePageTableChanges() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "dma_unmap_sg", DISK, new long[] {0x5000, 0x7000}, 1, 0)
                .event(110, 0, TASK, 7, "unmap", 0xfff0_0000L, 8192, 8192));

        assertThat(tables.rows(TapeTable.DMA_OP))
                .extracting(row -> row.get("phys_addr"))
                .containsExactly(0x5000L, 0x7000L);
        assertThat(tables.rows(TapeTable.DMA_OP))
                .extracting(row -> row.get("op_id"))
                .containsExactly(0L, 0L);
        assertThat(tables.rows(TapeTable.DMA_OP).getFirst()).containsEntry("iommu_bytes", 8192L);
        assertThat(only(tables, TapeTable.IOMMU_OP)).containsEntry("dma_op_id", 0L);
    }

    @Test
    void aScatterlistTakesOneUnmapOfTheIommuAndNotTheNextOnes() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "dma_unmap_sg", DISK, new long[] {0x5000, 0x7000}, 1, 0)
                .event(110, 0, TASK, 7, "unmap", 0xfff0_0000L, 8192, 8192)
                .event(120, 0, TASK, 7, "unmap", 0xffe0_0000L, 4096, 4096)
                .event(130, 0, TASK, 7, "dma_unmap_page", "0000:00:06.0", 0xffe0_0010L, 16, 1, 0));

        assertThat(tables.rows(TapeTable.DMA_OP))
                .extracting(row -> row.get("iommu_bytes"))
                .containsExactly(8192L, null, 4096L);
        assertThat(tables.rows(TapeTable.IOMMU_OP))
                .extracting(row -> row.get("device"))
                .containsExactly(DISK, "0000:00:06.0");
    }

    @Test
    void everyEntryOfAScatterlistFindsItsBounce() {
        RowCollector tables = rowsOf(recording()
                .format(
                        "dma",
                        "dma_map_sg",
                        "device:text",
                        "phys_addrs:u64[]",
                        "dma_addrs:u64[]",
                        "lengths:u32[]",
                        "dir:u32",
                        "attrs:u64")
                .event(100, 0, TASK, 7, "swiotlb_bounced", DISK, 0x5000, 512, 1)
                .event(110, 0, TASK, 7, "swiotlb_bounced", DISK, 0x7000, 512, 1)
                .event(
                        120,
                        0,
                        TASK,
                        7,
                        "dma_map_sg",
                        DISK,
                        new long[] {0x5000, 0x7000},
                        new long[] {0x1000, 0x2000},
                        new long[] {512, 512},
                        1,
                        0));

        assertThat(tables.rows(TapeTable.BOUNCE))
                .extracting(row -> row.get("dma_op_id"))
                .containsExactly(2L, 2L);
    }

    @Test
    void aLossAtTheEndReachesToTheEndOfTheRecording() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "dma_unmap_page", DISK, 0x1000, 1, 1, 0)
                .loss(0, 17)
                .event(900, 1, TASK, 8, "dma_unmap_page", DISK, 0x2000, 1, 1, 0));

        assertThat(only(tables, TapeTable.LOSS))
                .containsEntry("from_ns", 100L)
                .containsEntry("to_ns", 900L)
                .containsEntry("from_event_id", 0L)
                .doesNotContainKey("to_event_id");
    }

    @Test
    void aScatterlistThatCouldNotBeMappedIsAnErrorThoughTheKernelTracesNothing() {
        RowCollector tables = rowsOf(new ScriptedRecording()
                .symbol(MAP_PAGE, "dma_map_sg_attrs")
                .format("mine", "sg_in", "__probe_ip:u64", "dev:text", "nents:u32")
                .format("mine", "sg_out", "__probe_func:u64", "__probe_ret_ip:u64", "ret:s32")
                .event(100, 0, TASK, 7, "sg_in", MAP_PAGE, DISK, 4)
                .event(150, 0, TASK, 7, "sg_out", MAP_PAGE, 0, 0));

        assertThat(only(tables, TapeTable.DMA_OP))
                .containsEntry("op", "map_error")
                .containsEntry("entry_count", 4L);
    }

    @Test
    void lostEventsCloseWhatWasOpenOnThatCpu() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "enter_map", MAP_PAGE, DISK, 16, 1)
                .loss(0, 17)
                .event(900, 0, TASK, 7, "dma_map_page", DISK, 0x5010, 0x5010, 16, 1, 0)
                .event(950, 0, TASK, 7, "leave_map", MAP_PAGE, 0, 0x5010));

        assertThat(only(tables, TapeTable.DMA_OP)).doesNotContainKey("duration_ns");
        assertThat(only(tables, TapeTable.LOSS))
                .containsEntry("from_ns", 100L)
                .containsEntry("to_ns", 900L)
                .containsEntry("events", 17L);
    }

    @Test
    void equalTimesAreOrderedByCpu() {
        RowCollector tables = rowsOf(recording()
                .event(100, 1, TASK, 7, "dma_unmap_page", DISK, 0x1000, 1, 1, 0)
                .event(100, 0, TASK, 8, "dma_unmap_page", DISK, 0x2000, 1, 1, 0)
                .event(100, 2, TASK, 9, "dma_unmap_page", DISK, 0x3000, 1, 1, 0));

        assertThat(tables.rows(TapeTable.DMA_OP))
                .extracting(row -> row.get("dma_addr"))
                .containsExactly(0x2000L, 0x1000L, 0x3000L);
        assertThat(tables.rows(TapeTable.DMA_OP))
                .extracting(row -> row.get("event_id"))
                .containsExactly(0L, 1L, 2L);
    }

    /// From a recording of trace-cmd with the same events in the main buffer and in an instance.
    @Test
    void whatTwoBuffersHoldHappenedOnce() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "enter_map", MAP_PAGE, DISK, 16, 1)
                .event(110, 0, TASK, 7, "map", 0xfff0_0000L, 0x5000L, 4096)
                .event(120, 0, TASK, 7, "dma_map_page", DISK, 0x5010, 0xfff0_0010L, 16, 1, 0)
                .event(130, 0, TASK, 7, "leave_map", MAP_PAGE, 0, 0xfff0_0010L)
                .event(140, 0, TASK, 7, "dma_unmap_page", DISK, 0xfff0_0010L, 16, 1, 0)
                .event(150, 0, TASK, 7, "dma_unmap_page", DISK, 0xfff0_0010L, 16, 1, 0)
                .repeated(3));

        assertThat(tables.rows(TapeTable.DMA_OP))
                .extracting(row -> row.get("op"))
                .as("unmapped twice, which is a mistake and no copy")
                .containsExactly("map", "unmap", "unmap");
        assertThat(tables.rows(TapeTable.DMA_OP).getFirst())
                .containsEntry("duration_ns", 30L)
                .containsEntry("iommu_bytes", 4096L);
        assertThat(tables.rows(TapeTable.IOMMU_OP)).hasSize(1);
    }

    @Test
    void theIommuTellsWhereAListWasMapped() {
        long vmemmap = 0xffea_0000_0000_0000L;
        long[] list = {vmemmap + 0x40, 0x1000L << 32 | 0x8, 0, 0, vmemmap + 0x40 + 2, 0x200L << 32, 0, 0};
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "dma_map_sg_attrs", MAP_SG, DISK, 2, 1, vmemmap, list)
                .event(110, 0, TASK, 7, "map", 0xfff0_0000L, 0x1000L, 0x2000)
                .event(120, 0, TASK, 7, "map", 0xfff0_2000L, 0x1000L, 0x1000)
                .event(140, 0, TASK, 7, "dma_map_sg_attrs_ret", MAP_SG, 0, 2));

        assertThat(tables.rows(TapeTable.DMA_OP))
                .extracting(row -> row.get("dma_addr"))
                .as("the same page twice: the second entry lies behind the first")
                .containsExactly(0xfff0_0008L, 0xfff0_2000L);
    }

    @Test
    void aListMappedWithoutDmaEventsHasARowForEachEntry() {
        long vmemmap = 0xffea_0000_0000_0000L;
        long[] list = {vmemmap + 0x40, 0x100L << 32 | 0x8, 0, 0, vmemmap + 0x80 + 2, 0x200L << 32, 0, 0};
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "dma_map_sg_attrs", MAP_SG, DISK, 3, 1, vmemmap, list)
                .event(140, 0, TASK, 7, "dma_map_sg_attrs_ret", MAP_SG, 0, 2));

        List<Map<String, Object>> rows = tables.rows(TapeTable.DMA_OP);
        assertThat(rows).extracting(row -> row.get("phys_addr")).containsExactly(0x1008L, 0x2000L);
        assertThat(rows).extracting(row -> row.get("size")).containsExactly(0x100L, 0x200L);
        assertThat(rows.getFirst())
                .containsEntry("op", "map")
                .containsEntry("api", "sg")
                .containsEntry("entry_count", 3L)
                .containsEntry("truncated", true)
                .containsEntry("duration_ns", 40L);
    }

    @Test
    void anAllocationHasTheAddressThatItsReturnProbeFoundStored() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "dma_alloc_attrs", ALLOC, DISK, 4096)
                .event(140, 0, TASK, 7, "dma_alloc_attrs_ret", ALLOC, 0, 0xff00_1000L, 0x8000L));

        assertThat(only(tables, TapeTable.DMA_OP))
                .containsEntry("op", "alloc")
                .containsEntry("dma_addr", 0x8000L)
                .containsEntry("virt_addr", 0xff00_1000L);
    }
}
