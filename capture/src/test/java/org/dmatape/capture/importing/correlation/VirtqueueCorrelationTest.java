// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.capture.importing.correlation.ProbedKernel.ADD_INBUF_PREMAPPED;
import static org.dmatape.capture.importing.correlation.ProbedKernel.ADD_SGS;
import static org.dmatape.capture.importing.correlation.ProbedKernel.DISK;
import static org.dmatape.capture.importing.correlation.ProbedKernel.GET_BUF;
import static org.dmatape.capture.importing.correlation.ProbedKernel.GET_BUF_CTX;
import static org.dmatape.capture.importing.correlation.ProbedKernel.MAP_PAGE;
import static org.dmatape.capture.importing.correlation.ProbedKernel.VRING_INTERRUPT;
import static org.dmatape.capture.importing.correlation.ProbedKernel.only;
import static org.dmatape.capture.importing.correlation.ProbedKernel.recording;
import static org.dmatape.capture.importing.correlation.ProbedKernel.rowsOf;
import static org.dmatape.capture.importing.correlation.ScriptedRecording.HARDIRQ;
import static org.dmatape.capture.importing.correlation.ScriptedRecording.TASK;

import java.util.Map;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.capture.importing.internal.EventImporter;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;

/// What belongs together on a virtqueue ends in one row, and only that.
class VirtqueueCorrelationTest {

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
    void whatAListLinksToBelongsToIt() {
        long vmemmap = 0xffea_0000_0000_0000L;
        long[] list = {vmemmap + 0x40, 0x10L << 32, 0, 0, 0xff11_0000_0000_0001L, 0, 0, 0};
        long[] linked = {vmemmap + 0x80, 0x1000L << 32, 0, 0, vmemmap + 0xc0 + 2, 0x20L << 32, 0, 0};
        RowCollector tables = rowsOf(added(vmemmap, list, linked));

        assertThat(only(tables, TapeTable.VQ_OP)).containsEntry("segments_truncated", 0L);
        assertThat(tables.rows(TapeTable.VQ_SEGMENT))
                .extracting(row -> row.get("phys_addr"))
                .containsExactly(0x1000L, 0x2000L, 0x3000L);
        assertThat(tables.rows(TapeTable.VQ_SEGMENT))
                .extracting(row -> row.get("entry_index"))
                .containsExactly(0L, 1L, 2L);
    }

    /// From a recording of virtio-net on Linux 7.3: entries that the driver mapped itself have an address and a length
    /// of their own, and
    /// no page. Before 6.13 the length was that of the memory.
    @Test
    void whatCameMappedHasTheDevicesAddressAndNoPage() {
        long[] list = {0, 0, 0xfffa_b000L, 0x600, 0, 0x200L << 32, 0xfffa_c000L, 0, 2, 0, 0xfffa_d000L, 0xa00};
        RowCollector tables = rowsOf(recording()
                .event(
                        100,
                        0,
                        TASK,
                        7,
                        "post_premapped",
                        ADD_INBUF_PREMAPPED,
                        0xabc0,
                        "virtio3",
                        3,
                        0x7777,
                        0xffea_0000_0000_0000L,
                        list));

        assertThat(only(tables, TapeTable.VQ_OP)).containsEntry("segments_truncated", 0L);
        assertThat(tables.rows(TapeTable.VQ_SEGMENT))
                .extracting(row -> row.get("dma_addr"))
                .containsExactly(0xfffa_b000L, 0xfffa_c000L, 0xfffa_d000L);
        assertThat(tables.rows(TapeTable.VQ_SEGMENT))
                .extracting(row -> row.get("size"))
                .containsExactly(0x600L, 0x200L, 0xa00L);
        assertThat(tables.rows(TapeTable.VQ_SEGMENT))
                .allSatisfy(
                        row -> assertThat(row).doesNotContainKey("phys_addr").containsEntry("device_writable", true));
    }

    @Test
    void theDmaDeviceOfAQueueIsRemembered() {
        PlainTextPool texts = new PlainTextPool();
        RowCollector rows = new RowCollector(texts);
        EventImporter events = EventImporter.of(added(0, new long[8], new long[8]), TapeRows.of(rows::table, texts));
        events.run();

        assertThat(events.devices().virtioDevices()).containsExactly(Map.entry("virtio3", DISK));
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
    void anInterruptWhoseHandlerNoProbeSawIsALossOfWhatItCalled() {
        ScriptedRecording recording = recording();
        interrupt(recording, 100);
        handler(recording, 105);
        interrupt(recording, 200);
        interrupt(recording, 300);
        interrupt(recording, 400);
        handler(recording, 405);
        RowCollector tables = rowsOf(recording);

        assertThat(only(tables, TapeTable.LOSS))
                .containsEntry("cpu", 0L)
                .containsEntry("from_ns", 200L)
                .containsEntry("to_ns", 400L)
                .containsEntry("from_event_id", 1L)
                .containsEntry("to_event_id", 3L)
                .doesNotContainKey("events");
    }

    @Test
    void probesThatAreSwitchedOnLaterAndOffEarlierHaveMissedNothing() {
        ScriptedRecording recording = recording();
        interrupt(recording, 100);
        interrupt(recording, 200);
        handler(recording, 205);
        interrupt(recording, 300);
        interrupt(recording, 400);
        RowCollector tables = rowsOf(recording);

        assertThat(tables.rows(TapeTable.LOSS)).isEmpty();
    }

    @Test
    void interruptsOfOthersAndOfAChangedConfigurationCallNoVirtqueue() {
        ScriptedRecording recording = recording();
        interrupt(recording, 100);
        handler(recording, 105);
        recording.event(200, 0, HARDIRQ, 7, "irq_handler_entry", 24, "dmar0");
        recording.event(300, 0, HARDIRQ, 7, "irq_handler_entry", 25, "virtio1-config");
        interrupt(recording, 400);
        handler(recording, 405);
        RowCollector tables = rowsOf(recording);

        assertThat(tables.rows(TapeTable.LOSS)).isEmpty();
    }

    /// A buffer of one list, and what that links to.
    private static ScriptedRecording added(long vmemmap, long[] list, long[] linked) {
        return recording()
                .event(
                        100,
                        0,
                        TASK,
                        7,
                        "virtqueue_add_sgs",
                        ADD_SGS,
                        0xabc0,
                        "virtio3",
                        DISK,
                        0,
                        1,
                        0x7777,
                        vmemmap,
                        list,
                        linked);
    }

    private static void interrupt(ScriptedRecording recording, long tsNs) {
        recording.event(tsNs, 0, HARDIRQ, 7, "irq_handler_entry", 26, "virtio1-requests");
    }

    private static void handler(ScriptedRecording recording, long tsNs) {
        recording.event(tsNs, 0, HARDIRQ, 7, "vring", VRING_INTERRUPT, 26, 0xabc0);
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
}
