// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.capture.host.KernelLogFollower;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.capture.importing.internal.EventDecoder;
import org.dmatape.capture.internal.merge.EventMerger;
import org.dmatape.capture.internal.merge.NumberedStream;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.kernellog.KernelLogTail;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveLogTest {

    private static final String FAULT =
            "DMAR: [DMA Read NO_PASID] Request device [00:03.0] fault addr 0xfff8000 [fault reason 0x06] x";

    /// The file stands for `/dev/kmsg`, whose reads return one record each.
    @Test
    void recordsThatWereOverwrittenAreALoss(@TempDir Path folder) throws IOException {
        LiveLog log = new LiveLog(follower(folder.resolve("old"), "3,7,1000000,-;old"), Optional.empty());
        log.skipOld();
        List<String> lines = log.lines(
                follower(folder.resolve("next"), "3,8,2000000,-;" + FAULT).takeNew());
        List<String> later = log.lines(
                follower(folder.resolve("later"), "3,12,3000000,-;" + FAULT).takeNew());

        assertThat(lines).containsExactly("[    2.000000] " + FAULT);
        assertThat(later).containsExactly("[    3.000000] ** 3 printk messages dropped **", "[    3.000000] " + FAULT);
        assertThat(log.clock().method()).isEqualTo("unknown");
        log.close();
    }

    private static KernelLogFollower follower(Path file, String record) throws IOException {
        return KernelLogFollower.open(Files.writeString(file, record));
    }

    @Test
    void theLossIsARow() {
        PlainTextPool texts = new PlainTextPool();
        RowCollector tables = new RowCollector(texts);
        List<String> printed =
                List.of("[ 2.000000] " + FAULT, "[ 3.000000] ** 3 printk messages dropped **", "[ 3.000000] " + FAULT);
        KernelLogTail log = new KernelLogTail(new ArrayDeque<>(List.of(printed, List.<String>of()))::poll);
        EventDecoder decoder = new EventDecoder(List.of(log), TapeRows.of(tables::table, texts));
        try (log;
                EventMerger merger = new EventMerger(List.of(new NumberedStream(log, 0, false)), decoder)) {
            merger.goOn(Long.MAX_VALUE);
            while (merger.next(0)) {
                decoder.take(merger.cursor());
            }
        }
        decoder.writeEndedLosses();

        List<Map<String, Object>> losses = tables.rows(TapeTable.LOSS);
        assertThat(tables.rows(TapeTable.IOMMU_FAULT)).hasSize(2);
        assertThat(losses).hasSize(1);
        assertThat(losses.getFirst()).contains(entry("from_ns", 2_000_000_000L), entry("to_ns", 3_000_000_000L));
        assertThat(losses.getFirst()).doesNotContainKey("events");
    }
}
