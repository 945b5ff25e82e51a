// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.capture.importing.internal.EventDecoder;
import org.dmatape.capture.instrument.PlannedEvent;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissedHitsTest {

    private static final List<PlannedEvent> EVENTS = List.of(
            new PlannedEvent.Probe("dmatape", "virtqueue_get_buf", "p:dmatape/virtqueue_get_buf virtqueue_get_buf"),
            new PlannedEvent.Probe("dmatape", "dma_map_page_attrs", "p:dmatape/dma_map_page_attrs dma_map_page_attrs"));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatProbesMissedBetweenTwoLooksIsALoss() throws IOException {
        List<Map<String, Object>> rows = lossesOfTape((missed, decoder) -> {
            profile(0, 0);
            missed.begin();
            missed.look(decoder, 100);
            profile(3, 1);
            missed.look(decoder, 200);
            assertThat(decoder.rows().losses().spans())
                    .as("events of that time may still be to come")
                    .isZero();
            missed.look(decoder, 300);
            profile(3, 2);
            missed.endTape(decoder, 400);
            assertThat(missed.notes()).hasSize(2).anyMatch(note -> note.contains("virtqueue_get_buf missed 3 hits"));
        });

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).contains(entry("events", 4L), entry("from_event_id", 99L));
        assertThat(rows.getLast()).contains(entry("events", 1L), entry("from_event_id", 299L));
        assertThat(rows.getLast()).doesNotContainKey("to_event_id");
    }

    @Test
    void noMissIsNoLoss() throws IOException {
        List<Map<String, Object>> rows = lossesOfTape((missed, decoder) -> {
            profile(7, 7);
            missed.begin();
            missed.look(decoder, 100);
            missed.endTape(decoder, 200);
            assertThat(missed.notes()).isEmpty();
        });

        assertThat(rows).isEmpty();
    }

    /// Events that were not decoded yet when a tape ended are in the next.
    @Test
    void theNextTapeBeginsWithWhatWasOpen() throws IOException {
        MissedHits missed = new MissedHits(folder, EVENTS);
        missed.begin();
        profile(2, 0);
        assertThat(lossesOfTape(missed, (same, decoder) -> same.endTape(decoder, 10)))
                .hasSize(1);

        List<Map<String, Object>> rows = lossesOfTape(missed, (same, decoder) -> same.look(decoder, 20));

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst()).doesNotContainKeys("from_event_id", "events");
    }

    @FunctionalInterface
    private interface Looks {
        void at(MissedHits missed, EventDecoder decoder) throws IOException;
    }

    private List<Map<String, Object>> lossesOfTape(Looks looks) throws IOException {
        return lossesOfTape(new MissedHits(folder, EVENTS), looks);
    }

    private List<Map<String, Object>> lossesOfTape(MissedHits missed, Looks looks) throws IOException {
        PlainTextPool texts = new PlainTextPool();
        RowCollector tables = new RowCollector(texts);
        looks.at(missed, new EventDecoder(List.of(), TapeRows.of(tables::table, texts)));
        return tables.rows(TapeTable.LOSS);
    }

    /// The kernel's counters: name, hits, misses.
    private void profile(long missedGetBuf, long missedMap) throws IOException {
        Files.writeString(
                folder.resolve("kprobe_profile"),
                "  virtqueue_get_buf  539  %d\n  dma_map_page_attrs  804  %d\n  somebody_elses  7  7\n"
                        .formatted(missedGetBuf, missedMap));
    }
}
