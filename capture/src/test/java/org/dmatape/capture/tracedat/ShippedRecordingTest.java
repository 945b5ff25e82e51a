// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmatape.capture.recording.KernelSymbols.Symbol;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What trace-cmd 3.1.6 says about the shipped recordings is the reference: its counts stand in each recording's truth,
/// and some of its lines, with times to the nanosecond, in `report-samples.txt`.
final class ShippedRecordingTest {

    private static final ShippedRecordings SHIPPED = ShippedRecordings.locate();

    static List<String> names() {
        return SHIPPED.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void countsAreThoseOfTraceCmd(String name) {
        Map<String, Long> counts = RecordedEvent.readAll(SHIPPED.traceDat(name)).stream()
                .collect(Collectors.groupingBy(RecordedEvent::name, Collectors.counting()));

        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(SHIPPED.truth(name).events());
    }

    @ParameterizedTest
    @MethodSource("names")
    void timesAreThoseOfTraceCmd(String name) {
        Map<Integer, List<RecordedEvent>> byCpu = RecordedEvent.readAll(SHIPPED.traceDat(name)).stream()
                .collect(Collectors.groupingBy(RecordedEvent::cpu));
        List<Sample> samples = Sample.of(name);

        assertThat(samples).isNotEmpty().allSatisfy(sample -> {
            RecordedEvent event = byCpu.getOrDefault(sample.cpu(), List.of()).get(sample.index());
            assertThat(event.tsNs()).isEqualTo(sample.tsNs());
            assertThat(event.name()).isEqualTo(sample.event());
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void theRecordingSaysWhatItIs(String name) {
        try (Recording recording = open(name)) {
            assertThat(recording.kind()).isEqualTo("trace.dat v7");
            assertThat(recording.longBytes()).isEqualTo(Long.BYTES);
            assertThat(recording.damage()).isEmpty();
            assertThat(recording.facts())
                    .containsEntry("trace_clock", "mono")
                    .containsEntry("recorder_version", "3.1.6 not-a-git-repo")
                    .containsEntry("cpu_count", "2");
            assertThat(recording.facts().get("uname"))
                    .contains(SHIPPED.truth(name).kernel());
            assertThat(recording.facts().get("cpustat")).contains("CPU: 0").contains("CPU: 1");
            assertThat(recording.buffers()).singleElement().satisfies(buffer -> {
                assertThat(buffer.name()).isEmpty();
                assertThat(buffer.clock()).isEqualTo("mono");
                assertThat(buffer.subBufferBytes()).isEqualTo(4096);
            });
            assertThat(recording.taskNames()).isNotEmpty();
        }
    }

    @Test
    void functionsAreFoundInTheSymbolTable() {
        try (Recording recording = open("bugs-612")) {
            List<Symbol> found = recording.symbols().find(Set.of("virtqueue_add_sgs", "dma_map_page_attrs", "none"));

            assertThat(found)
                    .containsExactly(
                            new Symbol(0xffffffff9999ae70L, "dma_map_page_attrs"),
                            new Symbol(0xffffffff9a077e10L, "virtqueue_add_sgs"));
        }
    }

    @Test
    void namesOfThreadsAreKept() {
        try (Recording recording = open("bugs-612")) {
            assertThat(recording.taskNames()).containsValue("insmod");
        }
    }

    @Test
    void probeTellsTraceDatFromOtherFiles(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "tracing");

        assertThat(TraceDatRecording.isTraceDat(SHIPPED.traceDat("bugs-612"))).isTrue();
        assertThat(TraceDatRecording.isTraceDat(text)).isFalse();
        assertThat(TraceDatRecording.isTraceDat(folder)).isFalse();
        assertThat(TraceDatRecording.isTraceDat(folder.resolve("missing"))).isFalse();
    }

    private static Recording open(String name) {
        return TraceDatRecording.open(SHIPPED.traceDat(name), OpenOptions.DEFAULT);
    }

    /// A line of `trace-cmd report -t --cpu CPU`, with its number.
    private record Sample(String recording, int cpu, int index, long tsNs, String event) {

        static List<Sample> of(String recording) {
            return lines().stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .filter(words -> words[0].equals(recording))
                    .map(words -> new Sample(
                            words[0],
                            Integer.parseInt(words[1]),
                            Integer.parseInt(words[2]),
                            Long.parseLong(words[3]),
                            words[4]))
                    .toList();
        }

        private static List<String> lines() {
            try (InputStream in = ShippedRecordingTest.class.getResourceAsStream("report-samples.txt")) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
