// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.capture.importing.internal.EventImporter;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.format.schema.TapeTable;

/// A kernel with events and probes of every kind declared, for tests to write recordings of.
final class ProbedKernel {

    static final long MAP_PAGE = 0xffff_8000_0000_1000L;
    static final long MAP_PHYS = 0xffff_8000_0000_2000L;
    static final long UNMAP_PAGE = 0xffff_8000_0000_3000L;
    static final long ADD_SGS = 0xffff_8000_0000_4000L;
    static final long GET_BUF = 0xffff_8000_0000_5000L;
    static final long GET_BUF_CTX = 0xffff_8000_0000_6000L;
    static final long VRING_INTERRUPT = 0xffff_8000_0000_7000L;
    static final long MAP_SG = 0xffff_8000_0000_8000L;
    static final long ALLOC = 0xffff_8000_0000_9000L;
    static final long ADD_INBUF_PREMAPPED = 0xffff_8000_0000_a000L;
    static final String DISK = "0000:00:05.0";

    /// The kernel's events; those of `mine` and `dmatape` are probes.
    private static final String FORMATS = """
            dma/dma_map_page              device:text phys_addr:u64 dma_addr:u64 size:u64 dir:u32 attrs:u64
            dma/dma_unmap_page            device:text addr:u64 size:u64 dir:u32 attrs:u64
            dma/dma_unmap_sg              device:text addrs:u64[] dir:u32 attrs:u64
            iommu/map                     iova:u64 paddr:u64 size:u64
            iommu/unmap                   iova:u64 size:u64 unmapped_size:u64
            swiotlb/swiotlb_bounced       dev_name:text dev_addr:u64 size:u64 force:u8
            irq/irq_handler_entry         irq:s32 name:text
            mine/enter_map                __probe_ip:u64 dev:text size:u64 dir:u32
            mine/leave_map                __probe_func:u64 __probe_ret_ip:u64 ret:u64
            mine/enter_phys               __probe_ip:u64 phys:u64
            mine/leave_phys               __probe_func:u64 __probe_ret_ip:u64 ret:u64
            mine/enter_unmap              __probe_ip:u64 dev:text addr:u64 size:u64 dir:u32
            mine/leave_unmap              __probe_func:u64 __probe_ret_ip:u64
            mine/post                     __probe_ip:u64 vq:u64 vdev:u32 name:text idx:u32 free:u32 out:u32 in:u32 \
                                          data:u64 vmemmap:u64 sg0:u64[4] sg1:u64[8]
            dmatape/virtqueue_add_sgs     __probe_ip:u64 vq:u64 dev:text dma:text out:u32 in:u32 \
                                          data:u64 vmemmap:u64 sg0:u64[8] sg0_link:u64[8]
            mine/post_premapped           __probe_ip:u64 vq:u64 dev:text num:u32 data:u64 vmemmap:u64 sg:u64[12]
            dmatape/dma_map_sg_attrs      __probe_ip:u64 dev:text nents:s32 dir:u32 vmemmap:u64 sg:u64[8]
            dmatape/dma_map_sg_attrs_ret  __probe_func:u64 __probe_ret_ip:u64 ret:s32
            dmatape/dma_alloc_attrs       __probe_ip:u64 dev:text size:u64
            dmatape/dma_alloc_attrs_ret   __probe_func:u64 __probe_ret_ip:u64 ret:u64 dma_addr:u64
            mine/posted                   __probe_func:u64 __probe_ret_ip:u64 ret:s32
            mine/fetch                    __probe_ip:u64 vq:u64
            mine/fetched                  __probe_func:u64 __probe_ret_ip:u64 ret:u64 len:u32
            mine/fetch_ctx                __probe_ip:u64 vq:u64
            mine/fetched_ctx              __probe_func:u64 __probe_ret_ip:u64 ret:u64
            mine/vring                    __probe_ip:u64 irq:s32 vq:u64
            """;

    static ScriptedRecording recording(ByteOrder order) {
        return new ScriptedRecording(order, Long.BYTES)
                .symbol(MAP_PAGE, "dma_map_page_attrs")
                .symbol(MAP_PHYS, "dma_map_phys")
                .symbol(UNMAP_PAGE, "dma_unmap_page_attrs")
                .symbol(ADD_SGS, "virtqueue_add_sgs")
                .symbol(ADD_INBUF_PREMAPPED, "virtqueue_add_inbuf_premapped")
                .symbol(GET_BUF, "virtqueue_get_buf")
                .symbol(GET_BUF_CTX, "virtqueue_get_buf_ctx")
                .symbol(MAP_SG, "dma_map_sg_attrs")
                .symbol(ALLOC, "dma_alloc_attrs")
                .symbol(VRING_INTERRUPT, "vring_interrupt")
                .formats(FORMATS);
    }

    static ScriptedRecording recording() {
        return recording(ByteOrder.LITTLE_ENDIAN);
    }

    static RowCollector rowsOf(ScriptedRecording recording) {
        PlainTextPool texts = new PlainTextPool();
        RowCollector tables = new RowCollector(texts);
        EventImporter.of(recording, TapeRows.of(tables::table, texts)).run();
        return tables;
    }

    static Map<String, Object> only(RowCollector tables, TapeTable table) {
        List<Map<String, Object>> rows = tables.rows(table);
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private ProbedKernel() {}
}
