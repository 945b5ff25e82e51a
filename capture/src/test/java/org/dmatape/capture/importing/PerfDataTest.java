// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.dmatape.capture.importing.fixture.ImportedRows;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.capture.importing.fixture.RowComparison;
import org.dmatape.capture.importing.fixture.TestResource;
import org.dmatape.capture.importing.internal.EventImporter;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.perfdata.PerfDataFormat;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real files of perf, against what perf script says of them.
class PerfDataTest {

    private static final int MUTATIONS = 400;
    private static final long SEED = 20261122;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long NS_PER_US = 1000;
    private static final long NS_PER_MS = 1_000_000;

    @TempDir
    private Path folder;

    private ImportedRows imported(String name) throws IOException {
        Path file = folder.resolve("recording");
        Files.write(file, TestResource.read("perf-data/" + name));
        return ImportedRows.of(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "zstd", "pipe", "lost"})
    void everySampleIsTheRowThatPerfScriptsTextBecomes(String name) throws IOException {
        ImportedRows binary = imported(name + ".perf.data.gz");
        ImportedRows text = imported(name + ".script-ns.txt.gz");

        assertThat(binary.kind()).isEqualTo("perf.data");
        assertThat(text.kind()).isEqualTo("perf script");
        assertThat(binary.counts().stream().mapToLong(count -> count.count()).sum())
                .isEqualTo(
                        text.counts().stream().mapToLong(count -> count.count()).sum());
        // perf script has no context, and knows a thread by the name it had at the time
        new RowComparison(Set.of("context", "comm"), 0).assertSame(binary, text);
        assertThat(binary.tables().rows(TapeTable.VQ_OP))
                .isNotEmpty()
                .allMatch(row -> "interrupt".equals(row.get("op")) && "hardirq".equals(row.get("context")));
    }

    /// One boot of the guest lab: trace-cmd recorded around perf, both on clock mono. Each reads the clock itself, and
    /// an emulated processor may be taken away in between.
    @Test
    void dmaEventsBecomeTheRowsThatThoseOfTraceCmdBecome() throws IOException {
        ImportedRows perf = imported("dma.perf.data.gz");
        ImportedRows script = imported("dma.script-ns.txt.gz");
        ImportedRows traceCmd = imported("dma.trace-cmd-report-t.txt.gz");

        new RowComparison(Set.of("context", "comm"), 0).assertSame(perf, script);
        new RowComparison(Set.of("context", "comm"), 20 * NS_PER_MS).assertSame(perf, traceCmd);
        assertThat(perf.tables().rows(TapeTable.DMA_OP)).hasSize(491);
        assertThat(perf.tables().rows(TapeTable.IOMMU_OP)).hasSize(489);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.script.txt.gz", "plain.script-pid-tid.txt.gz"})
    void otherFormsOfPerfScriptSayTheSame(String name) throws IOException {
        new RowComparison(Set.of(), NS_PER_US).assertSame(imported(name), imported("plain.script-ns.txt.gz"));
    }

    @Test
    void lostRecordsBecomeLosses() throws IOException {
        List<Map<String, Object>> losses =
                imported("lost.perf.data.gz").tables().rows(TapeTable.LOSS);

        // perf script -D shows nine records of lost samples
        assertThat(losses).hasSize(9).allMatch(row -> row.get("events") instanceof Long events && events > 0);
    }

    @Test
    void factsOfTheMachineAreKept() throws IOException {
        for (String name : List.of("plain", "pipe")) {
            assertThat(imported(name + ".perf.data.gz").facts())
                    .as(name)
                    .containsEntry("uname", "6.18.44-fc-v509")
                    .containsEntry("recorder_version", "6.1.192")
                    .containsEntry("cpu_count", "2");
        }
    }

    @Test
    void whatPerfCannotHaveWrittenIsRefused() throws IOException {
        byte[] bytes = TestResource.read("perf-data/plain.perf.data.gz");
        Path file = folder.resolve("killed.perf.data");
        Arrays.fill(bytes, 48, 56, (byte) 0); // perf record writes the size of the data at its end
        Files.write(file, bytes);

        assertThatThrownBy(() -> new PerfDataFormat().open(file, OpenOptions.DEFAULT))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("killed.perf.data: offset 0x28")
                .hasMessageContaining("perf record was killed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "zstd", "pipe", "lost"})
    void aMutatedFileIsReadOrRefused(String name) {
        byte[] bytes = TestResource.read("perf-data/" + name + ".perf.data.gz");
        Random random = new Random(SEED);
        Assertions.assertTimeout(PATIENCE, () -> {
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] mutated = bytes.clone();
                int changes = 1 + random.nextInt(20);
                for (int j = 0; j < changes; j++) {
                    boolean header = random.nextInt(4) == 0;
                    mutated[random.nextInt(header ? 1024 : mutated.length)] = (byte) random.nextInt(256);
                }
                int length = random.nextInt(10) == 0 ? random.nextInt(mutated.length) : mutated.length;
                assertReadOrRefused(Arrays.copyOf(mutated, length), name + ", mutation " + i);
            }
        });
    }

    private void assertReadOrRefused(byte[] bytes, String what) throws IOException {
        Path file = folder.resolve("mutated");
        Files.write(file, bytes);
        PlainTextPool texts = new PlainTextPool();
        RowCollector tables = new RowCollector(texts);
        try (Recording recording = new PerfDataFormat().open(file, OpenOptions.DEFAULT)) {
            EventImporter importer = EventImporter.of(recording, TapeRows.of(tables::table, texts));
            importer.run();
            assertThat(importer.total()).as(what).isLessThan(bytes.length);
        } catch (RecordingException refused) {
            assertThat(refused.getMessage()).as(what).contains(file.toString());
        }
    }
}
