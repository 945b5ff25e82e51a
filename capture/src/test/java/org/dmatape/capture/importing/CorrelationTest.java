// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.capture.importing.ScriptedRecording.HARDIRQ;
import static org.dmatape.capture.importing.ScriptedRecording.TASK;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What belongs together ends in one row, and only that.
class CorrelationTest {

    private static final long MAP_PAGE = 0xffff_8000_0000_1000L;
    private static final long MAP_PHYS = 0xffff_8000_0000_2000L;
    private static final long UNMAP_PAGE = 0xffff_8000_0000_3000L;
    private static final long ADD_SGS = 0xffff_8000_0000_4000L;
    private static final long GET_BUF = 0xffff_8000_0000_5000L;
    private static final long GET_BUF_CTX = 0xffff_8000_0000_6000L;
    private static final long VRING_INTERRUPT = 0xffff_8000_0000_7000L;
    private static final String DISK = "0000:00:05.0";

    private static ScriptedRecording recording(ByteOrder order) {
        return new ScriptedRecording(order, Long.BYTES)
                .symbol(MAP_PAGE, "dma_map_page_attrs")
                .symbol(MAP_PHYS, "dma_map_phys")
                .symbol(UNMAP_PAGE, "dma_unmap_page_attrs")
                .symbol(ADD_SGS, "virtqueue_add_sgs")
                .symbol(GET_BUF, "virtqueue_get_buf")
                .symbol(GET_BUF_CTX, "virtqueue_get_buf_ctx")
                .symbol(VRING_INTERRUPT, "vring_interrupt")
                .format(
                        "dma",
                        "dma_map_page",
                        "device:text",
                        "phys_addr:u64",
                        "dma_addr:u64",
                        "size:u64",
                        "dir:u32",
                        "attrs:u64")
                .format("dma", "dma_unmap_page", "device:text", "addr:u64", "size:u64", "dir:u32", "attrs:u64")
                .format("dma", "dma_unmap_sg", "device:text", "addrs:u64[]", "dir:u32", "attrs:u64")
                .format("iommu", "map", "iova:u64", "paddr:u64", "size:u64")
                .format("iommu", "unmap", "iova:u64", "size:u64", "unmapped_size:u64")
                .format("swiotlb", "swiotlb_bounced", "dev_name:text", "dev_addr:u64", "size:u64", "force:u8")
                .format("irq", "irq_handler_entry", "irq:s32", "name:text")
                .format("mine", "enter_map", "__probe_ip:u64", "dev:text", "size:u64", "dir:u32")
                .format("mine", "leave_map", "__probe_func:u64", "__probe_ret_ip:u64", "ret:u64")
                .format("mine", "enter_phys", "__probe_ip:u64", "phys:u64")
                .format("mine", "leave_phys", "__probe_func:u64", "__probe_ret_ip:u64", "ret:u64")
                .format("mine", "enter_unmap", "__probe_ip:u64", "dev:text", "addr:u64", "size:u64", "dir:u32")
                .format("mine", "leave_unmap", "__probe_func:u64", "__probe_ret_ip:u64")
                .format(
                        "mine",
                        "post",
                        "__probe_ip:u64",
                        "vq:u64",
                        "vdev:u32",
                        "name:text",
                        "idx:u32",
                        "free:u32",
                        "out:u32",
                        "in:u32",
                        "data:u64",
                        "vmemmap:u64",
                        "sg0:u64[4]",
                        "sg1:u64[8]")
                .format("mine", "posted", "__probe_func:u64", "__probe_ret_ip:u64", "ret:s32")
                .format("mine", "fetch", "__probe_ip:u64", "vq:u64")
                .format("mine", "fetched", "__probe_func:u64", "__probe_ret_ip:u64", "ret:u64", "len:u32")
                .format("mine", "fetch_ctx", "__probe_ip:u64", "vq:u64")
                .format("mine", "fetched_ctx", "__probe_func:u64", "__probe_ret_ip:u64", "ret:u64")
                .format("mine", "vring", "__probe_ip:u64", "irq:s32", "vq:u64");
    }

    private static ScriptedRecording recording() {
        return recording(ByteOrder.LITTLE_ENDIAN);
    }

    private static RowCollector rowsOf(ScriptedRecording recording) {
        ListTextPool texts = new ListTextPool();
        RowCollector tables = new RowCollector(texts);
        new EventImporter(recording, TapeRows.of(tables::table, texts), ImportProgress.NONE).run();
        return tables;
    }

    private static Map<String, Object> only(RowCollector tables, TapeTable table) {
        List<Map<String, Object>> rows = tables.rows(table);
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

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
    void aPostedBufferShowsItsSegmentsAndTheMappingsInside() {
        long vmemmap = 0xffea_0000_0000_0000L;
        long[] header = {vmemmap + 0x40 + 2, 0x10L << 32 | 0x20, 0, 0};
        long[] data = {vmemmap + 0x80, 0x1000L << 32, 0, 0, vmemmap + 0xc0 + 2, 1L << 32 | 0x8, 0, 0};
        RowCollector tables = rowsOf(recording()
                .event(
                        100, 0, TASK, 7, "post", ADD_SGS, 0xabc0, 3, "req.0", 0, 256, 1, 1, 0x7777, vmemmap, header,
                        data)
                .event(120, 0, TASK, 7, "dma_map_page", DISK, 0x1020, 0x1020, 16, 1, 0)
                .event(150, 0, TASK, 7, "posted", ADD_SGS, 0, 0)
                .event(160, 0, TASK, 7, "dma_map_page", DISK, 0x9000, 0x9000, 16, 1, 0));

        assertThat(only(tables, TapeTable.VQ_OP))
                .containsEntry("op", "add")
                .containsEntry("virtio_device", "virtio3")
                .containsEntry("queue_name", "req.0")
                .containsEntry("token", 0x7777L)
                .containsEntry("num_free", 256L)
                .containsEntry("result", 0L)
                .containsEntry("duration_ns", 50L)
                .containsEntry("segments_truncated", 0L);
        assertThat(tables.rows(TapeTable.VQ_SEGMENT))
                .extracting(row -> row.get("phys_addr"))
                .containsExactly(0x1020L, 0x2000L, 0x3008L);
        assertThat(tables.rows(TapeTable.VQ_SEGMENT))
                .extracting(row -> row.get("device_writable"))
                .containsExactly(false, true, true);
        assertThat(tables.rows(TapeTable.DMA_OP).get(0)).containsEntry("vq_op_id", 0L);
        assertThat(tables.rows(TapeTable.DMA_OP).get(1)).doesNotContainKey("vq_op_id");
    }

    @Test
    void segmentsThatWereNotFetchedAreSaidToBeMissing() {
        long vmemmap = 0xffea_0000_0000_0000L;
        long[] header = {vmemmap + 0x40, 0x10L << 32, 0, 0};
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "post", ADD_SGS, 0xabc0, 3, "q", 0, 9, 1, 0, 1, vmemmap, header, new long[8]));

        assertThat(only(tables, TapeTable.VQ_OP)).containsEntry("segments_truncated", 1L);
        assertThat(tables.rows(TapeTable.VQ_SEGMENT)).hasSize(1);
    }

    @Test
    void aReturnedBufferCountsOnceAndAnEmptyQueueReturnsNoLength() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, HARDIRQ, 7, "fetch", GET_BUF, 0xabc0)
                .event(101, 0, HARDIRQ, 7, "fetch_ctx", GET_BUF_CTX, 0xabc0)
                .event(110, 0, HARDIRQ, 7, "fetched_ctx", GET_BUF_CTX, 0, 0x7777)
                .event(120, 0, HARDIRQ, 7, "fetched", GET_BUF, 0, 0x7777, 513)
                .event(130, 0, HARDIRQ, 7, "fetch", GET_BUF, 0xabc0)
                .event(140, 0, HARDIRQ, 7, "fetched", GET_BUF, 0, 0, 513));

        assertThat(tables.rows(TapeTable.VQ_OP)).hasSize(2);
        assertThat(tables.rows(TapeTable.VQ_OP).get(0))
                .containsEntry("token", 0x7777L)
                .containsEntry("used_length", 513L)
                .containsEntry("duration_ns", 20L);
        assertThat(tables.rows(TapeTable.VQ_OP).get(1))
                .doesNotContainKeys("token", "used_length")
                .containsEntry("result", 0L);
    }

    @Test
    void theInterruptAndItsHandlerAreOneRowAndTeachWhichQueueItIs() {
        RowCollector tables = rowsOf(recording()
                .event(100, 0, HARDIRQ, 7, "irq_handler_entry", 26, "virtio1-requests")
                .event(105, 0, HARDIRQ, 7, "vring", VRING_INTERRUPT, 26, 0xabc0)
                .event(110, 0, HARDIRQ, 7, "irq_handler_entry", 24, "dmar0")
                .event(120, 0, HARDIRQ, 7, "fetch", GET_BUF, 0xabc0));

        assertThat(tables.rows(TapeTable.VQ_OP))
                .extracting(row -> row.get("op"))
                .containsExactly("interrupt", "get_buf");
        assertThat(tables.rows(TapeTable.VQ_OP))
                .extracting(row -> row.get("virtio_device"))
                .containsExactly("virtio1", "virtio1");
        assertThat(tables.rows(TapeTable.VQ_OP))
                .extracting(row -> row.get("queue_name"))
                .containsExactly("requests", "requests");
    }

    @Test
    void mappingForAVirtioIommuPostsABufferWithinAPostedBuffer() {
        long[] none = new long[8];
        RowCollector tables = rowsOf(recording()
                .event(100, 0, TASK, 7, "post", ADD_SGS, 0xabc0, 3, "req.0", 0, 256, 1, 1, 1, 0, none, none)
                .event(110, 0, TASK, 7, "enter_map", MAP_PAGE, DISK, 16, 1)
                .event(115, 0, TASK, 7, "post", ADD_SGS, 0xdef0, 0, "request", 0, 64, 1, 1, 2, 0, none, none)
                .event(118, 0, TASK, 7, "posted", ADD_SGS, 0, 0)
                .event(120, 0, TASK, 7, "dma_map_page", DISK, 0x1020, 0xfff0_0020L, 16, 1, 0)
                .event(130, 0, TASK, 7, "leave_map", MAP_PAGE, 0, 0xfff0_0020L)
                .event(150, 0, TASK, 7, "posted", ADD_SGS, 0, 0));

        assertThat(tables.rows(TapeTable.VQ_OP))
                .extracting(row -> row.get("duration_ns"))
                .containsExactly(50L, 3L);
        assertThat(only(tables, TapeTable.DMA_OP))
                .containsEntry("duration_ns", 20L)
                .containsEntry("vq_op_id", 0L);
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
}
