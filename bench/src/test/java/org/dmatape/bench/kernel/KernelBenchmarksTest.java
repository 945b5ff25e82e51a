// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.model.Severity;
import org.dmatape.replay.run.ReplaySummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is timed does the work it is said to do: each benchmark once, without JMH, held to what was generated.
class KernelBenchmarksTest {

    private final EventCounter events = new EventCounter();
    private final RowCounter rows = new RowCounter();

    @ParameterizedTest
    @ValueSource(ints = {16, 56, 112})
    void walksEveryEventOfAPage(int recordBytes) {
        PageWalkBenchmark benchmark = new PageWalkBenchmark();
        benchmark.recordBytes = recordBytes;
        benchmark.fill();

        benchmark.walk(events);

        benchmark.free();
        assertThat(events.events).isEqualTo((4096 - 16) / (recordBytes + 4));
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryEventOfARecording(RecordingSide side) throws IOException {
        RecordingReadBenchmark benchmark = new RecordingReadBenchmark();
        benchmark.input = side;
        benchmark.generate();
        benchmark.choose();

        benchmark.read(events);

        benchmark.discard();
        try (KernelInputs same = KernelInputs.make()) {
            assertThat(events.events).isEqualTo(same.events(side));
        }
    }

    @Test
    void importsWhatWasGenerated() throws IOException {
        ImportBenchmark benchmark = new ImportBenchmark();
        benchmark.generate();

        Manifest manifest = benchmark.importBoth(events);

        benchmark.discard();
        assertThat(events.events).isPositive();
        assertThat(rows(manifest, TapeTable.DMA_OP)).isPositive();
        assertThat(rows(manifest, TapeTable.DEVICE_ACCESS)).isPositive();
    }

    @Test
    void writesTenBatches() throws IOException {
        TapeWriteBenchmark benchmark = new TapeWriteBenchmark();
        benchmark.prepare();

        Manifest manifest = benchmark.write(rows);

        benchmark.discard();
        assertThat(rows(manifest, TapeTable.DMA_OP)).isEqualTo(rows.rows).isEqualTo(TapeWriteBenchmark.ROWS);
    }

    @Test
    void readsEveryRowOfATable() throws IOException {
        TapeReadBenchmark benchmark = new TapeReadBenchmark();
        benchmark.generate();
        benchmark.importBoth();

        long read = benchmark.read(rows);

        benchmark.closeAllocator();
        benchmark.discard();
        assertThat(rows.rows).isEqualTo(read).isPositive();
    }

    @Test
    void executesATape() throws IOException {
        ReplayBenchmark benchmark = new ReplayBenchmark();
        benchmark.generate();
        benchmark.importBoth();

        ReplaySummary summary = benchmark.replay(rows);

        benchmark.discard();
        assertThat(summary.complete()).isTrue();
        assertThat(rows.rows).isPositive();
        assertThat(summary.divergences(Severity.ERROR)).isZero();
    }

    private static long rows(Manifest manifest, TapeTable table) {
        return manifest.tables().stream()
                .filter(info -> info.name().equals(table.tableName()))
                .mapToLong(info -> info.rows())
                .sum();
    }
}
