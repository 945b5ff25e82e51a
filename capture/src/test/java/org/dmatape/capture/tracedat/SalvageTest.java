// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.compression.Compression;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is whole in front of the damage is delivered, and it is said what is missing.
final class SalvageTest {

    private static final int PAGE_BYTES = 4096;
    private static final OpenOptions SALVAGE = OpenOptions.DEFAULT.withSalvage();

    @TempDir
    private Path folder;

    /// trace-cmd writes the table of CPUs last, so that every cut loses it.
    @ParameterizedTest
    @ValueSource(ints = {400, 5_000, 281_000, 500_000})
    void whatIsLeftOfACutRecordingIsFound(int missingBytes) throws IOException {
        Path whole = ShippedRecordings.locate().traceDat("blk-viommu-73");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = write(Arrays.copyOf(bytes, bytes.length - missingBytes));
        Set<RecordedEvent> all = new HashSet<>(RecordedEvent.readAll(whole));

        assertThatThrownBy(() -> RecordedEvent.readAll(cut)).isInstanceOf(RecordingException.class);
        try (Recording recording = TraceDatRecording.open(cut, SALVAGE)) {
            List<RecordedEvent> left = RecordedEvent.readAll(recording);

            assertThat(left).isNotEmpty().hasSizeLessThanOrEqualTo(all.size());
            assertThat(all.containsAll(left)).isTrue();
            assertThat(recording.damage()).get().asString().contains("the table of CPUs is missing");
            assertThat(recording.symbols().find(Set.of("dma_map_phys"))).isNotEmpty();
        }
    }

    @Test
    void aRecordingCutBeforeItsEventsHasNothingToSalvage() throws IOException {
        byte[] bytes = Files.readAllBytes(ShippedRecordings.locate().traceDat("bugs-612"));
        Path cut = write(Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> TraceDatRecording.open(cut, SALVAGE))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("expected 16 bytes of a section header but found the end of the file");
    }

    @Test
    void eventsAreReadWithoutTheNamesOfFunctions() throws IOException {
        Path whole = ShippedRecordings.locate().traceDat("bugs-612");
        byte[] bytes = Files.readAllBytes(whole);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 64, (byte) 0x55); // in the midst of kallsyms
        Path damaged = write(bytes);

        try (Recording recording = TraceDatRecording.open(damaged, OpenOptions.DEFAULT)) {
            assertThatThrownBy(() -> recording.symbols().find(Set.of("dma_map_phys")))
                    .isInstanceOf(RecordingException.class)
                    .hasFieldOrPropertyWithValue("salvageable", true);
        }
        try (Recording recording = TraceDatRecording.open(damaged, SALVAGE)) {
            assertThat(recording.symbols().find(Set.of("dma_map_phys"))).isEmpty();
            assertThat(RecordedEvent.readAll(recording)).isEqualTo(RecordedEvent.readAll(whole));
            assertThat(recording.damage()).get().asString().startsWith("no names of kernel functions: ");
        }
    }

    @Test
    void aVersion6FileIsReadToItsLastWholePage() throws IOException {
        byte[] bytes = TraceDatBuilder.version6()
                .buffer("", PAGE_BYTES, Map.of(0, Ticks.ofSize(PAGE_BYTES).pages(300, 0)))
                .build();
        Path cut = write(Arrays.copyOf(bytes, bytes.length - 10 * PAGE_BYTES - 1));

        try (Recording recording = TraceDatRecording.open(cut, SALVAGE)) {
            assertThat(RecordedEvent.readAll(recording)).hasSize(289 * Ticks.EVENTS_PER_PAGE);
            assertThat(recording.damage()).get().asString().contains("45056 more bytes of CPU 0");
        }
    }

    @Test
    void cpusBehindTheCutAreNamed() throws IOException {
        Ticks ticks = Ticks.ofSize(PAGE_BYTES);
        Map<Integer, byte[]> cpus = new LinkedHashMap<>();
        cpus.put(0, ticks.pages(5, 0));
        cpus.put(1, ticks.pages(5, 0));
        byte[] bytes = TraceDatBuilder.version6().buffer("", PAGE_BYTES, cpus).build();
        Path cut = write(Arrays.copyOf(bytes, bytes.length - 5 * PAGE_BYTES));

        try (Recording recording = TraceDatRecording.open(cut, SALVAGE)) {
            assertThat(recording.buffers().getFirst().cpus()).containsExactly(0);
            assertThat(RecordedEvent.readAll(recording)).hasSize(5 * Ticks.EVENTS_PER_PAGE);
            assertThat(recording.damage()).get().asString().contains("data of CPU 1");
        }
    }

    @Test
    void aDamagedPageEndsItsCpuAndCountsAsALoss() throws IOException {
        byte[] pages = Ticks.ofSize(PAGE_BYTES).pages(4, 0);
        ByteBuffer.wrap(pages).order(ByteOrder.LITTLE_ENDIAN).putInt(2 * PAGE_BYTES + 8, 5000);
        Path file = write(TraceDatBuilder.version7()
                .compression(Compression.ZSTD)
                .buffer(
                        "",
                        PAGE_BYTES,
                        Map.of(0, pages, 1, Ticks.ofSize(PAGE_BYTES).pages(4, 0)))
                .build());

        try (Recording recording = TraceDatRecording.open(file, SALVAGE);
                CpuStream stream = recording.open(recording.buffers().getFirst(), 0)) {
            EventBlock block = stream.next().orElseThrow();

            assertThat(block.count()).isEqualTo(2 * Ticks.EVENTS_PER_PAGE);
            assertThat(block.lossCount()).isEqualTo(1);
            assertThat(block.lossBeforeIndex(0)).isEqualTo(block.count());
            assertThat(block.lossEvents(0)).isEqualTo(-1);
            assertThat(stream.next()).isEmpty();
            assertThat(recording.damage()).get().asString().contains("5000");
            assertThat(RecordedEvent.readAll(recording)).hasSize(6 * Ticks.EVENTS_PER_PAGE);
        }
    }

    @Test
    void aWholeRecordingHasNoDamage() {
        Path whole = ShippedRecordings.locate().traceDat("net-strict-73");
        try (Recording recording = TraceDatRecording.open(whole, SALVAGE)) {
            assertThat(RecordedEvent.readAll(recording)).isEqualTo(RecordedEvent.readAll(whole));
            assertThat(recording.damage()).isEmpty();
        }
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("trace.dat"), bytes);
    }
}
