// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.capture.importing.internal.EventDecoder;
import org.dmatape.capture.internal.merge.EventMerger;
import org.dmatape.capture.internal.merge.NumberedStream;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.kernellog.KernelLogTail;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;

class KernelLogFaultsTest {

    private static final String READ_FAULT =
            "[   33.129962] DMAR: [DMA Read NO_PASID] Request device [00:03.0] fault addr 0xfff8000 [fault reason 0x06] x";
    private static final String WRITE_FAULT =
            "[   33.236161] DMAR: [DMA Write NO_PASID] Request device [00:03.0] fault addr 0xbadb000 [fault reason 0x05] y";

    @Test
    void faultsPrintedWhileRecordingAreRows() {
        Queue<List<String>> printed =
                new ArrayDeque<>(List.of(List.of("[   33.1] usb: hello", READ_FAULT), List.of(), List.of(WRITE_FAULT)));
        PlainTextPool texts = new PlainTextPool();
        RowCollector tables = new RowCollector(texts);
        KernelLogTail log = new KernelLogTail(() -> printed.isEmpty() ? List.of() : printed.remove());
        EventDecoder decoder = new EventDecoder(List.of(log), TapeRows.of(tables::table, texts));
        try (log;
                EventMerger merger = new EventMerger(List.of(new NumberedStream(log, 0, false)), decoder)) {
            for (int round = 0; round < 4; round++) {
                merger.goOn(Long.MAX_VALUE);
                while (merger.next(0)) {
                    decoder.take(merger.cursor());
                }
            }
        }

        assertThat(decoder.ofSource(0)).isEqualTo(2);
        List<Map<String, Object>> faults = tables.rows(TapeTable.IOMMU_FAULT);
        assertThat(faults).hasSize(2);
        assertThat(faults.getFirst())
                .contains(entry("iova", 0xfff8000L), entry("access", "read"), entry("ts_ns", 33_129_962_000L));
        assertThat(faults.getLast()).contains(entry("iova", 0xbadb000L), entry("access", "write"));
    }
}
