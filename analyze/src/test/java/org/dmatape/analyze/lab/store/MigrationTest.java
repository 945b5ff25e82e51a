// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.lab.judge.LabHistory;
import org.dmatape.analyze.lab.series.MetricSeries;
import org.dmatape.analyze.lab.series.SeriesPoint;
import org.dmatape.analyze.lab.store.Baselines.Acceptance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store of version 1, brought to this version.
class MigrationTest {

    private static final String PROGRAM = "dmatape test";

    @TempDir
    private Path folder;

    private StoreLayout layout;

    @BeforeEach
    void unpack() throws IOException {
        layout = VersionOneStore.unpack(folder);
    }

    @Test
    void readingAnOldStoreSaysWhatToDo() {
        assertThatThrownBy(() -> LabStore.openForReading(layout))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("has version 1")
                .hasMessageContaining("dmatape store migrate");
    }

    @Test
    void everythingItKnewIsStillKnown() throws IOException {
        LabStore.openForWriting(layout, PROGRAM).close();

        try (LabStore store = LabStore.openForReading(layout)) {
            assertThat(store.captures().all())
                    .extracting(StoredCapture::capture, StoredCapture::verdict)
                    .containsExactly(tuple("00112233445566aa", "clean"), tuple("00112233445566bb", "findings"));
            LabHistory history = store.history();
            assertThat(history.series())
                    .singleElement()
                    .extracting(MetricSeries::points)
                    .satisfies(points ->
                            assertThat(points).extracting(SeriesPoint::value).containsExactly(1000.0, 1010.0));
            assertThat(history.series().getFirst().points().getFirst().histogram())
                    .hasValueSatisfying(
                            histogram -> assertThat(histogram.total()).isEqualTo(500));
            assertThat(history.outcomes().getLast().findings()).hasSize(1);
        }
    }

    @Test
    void damageThatVersionOneDidNotSeeIsSeenFromThenOn() throws IOException {
        LabStore.openForWriting(layout, PROGRAM).close();
        Path file;
        try (LabStore store = LabStore.openForReading(layout)) {
            assertThat(store.verification().run().problems()).isEmpty();
            file = store.lake()
                    .resolve(store.knownPaths().stream().sorted().toList().getFirst());
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        try (LabStore store = LabStore.openForReading(layout)) {
            assertThat(store.verification().run().problems())
                    .singleElement()
                    .asString()
                    .contains("not the file that was written");
        }
    }

    @Test
    void aFileThatIsGoneIsReportedAndKeepsNothingFromWorking() throws IOException {
        Files.delete(layout.lake().resolve("dma_op/date=2026-11-01/host=lab1/scenario=blk/00112233445566aa.parquet"));

        LabStore.openForWriting(layout, PROGRAM).close();

        try (LabStore store = LabStore.openForReading(layout)) {
            assertThat(store.verification().run().problems())
                    .singleElement()
                    .asString()
                    .contains("missing; it held 7 rows");
        }
    }

    @Test
    void baselinesCanBeAccepted() throws IOException {
        Acceptance acceptance = new Acceptance(
                "blk",
                Optional.empty(),
                "map/single/0000:00:01.0/p50_ns",
                LocalDate.of(2026, 11, 2),
                "new allocator",
                "kim",
                Instant.parse("2026-11-03T08:00:00Z"));
        try (LabStore store = LabStore.openForWriting(layout, PROGRAM)) {
            store.baselines().accept(acceptance);
        }

        try (LabStore store = LabStore.openForReading(layout)) {
            assertThat(store.baselines().all()).isEqualTo(List.of(acceptance));
            assertThat(store.history().accepted())
                    .singleElement()
                    .hasFieldOrPropertyWithValue("reason", "new allocator");
        }
    }

    @Test
    void aStoreOfALaterVersionIsRefused() throws IOException {
        try (StoreConnection connection = StoreConnection.open(layout.database(), false)) {
            connection.execute("INSERT INTO store_version VALUES (99, current_timestamp::TIMESTAMP, 'dmatape 9')");
        }

        assertThatThrownBy(() -> LabStore.openForWriting(layout, PROGRAM)).hasMessageContaining("has version 99");
        assertThatThrownBy(() -> LabStore.openForReading(layout)).hasMessageContaining("has version 99");
    }
}
