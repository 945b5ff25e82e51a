// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.samples.generate.GeneratedTruth;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.ProgressListener;
import org.dmatape.samples.generate.RareEntry;
import org.dmatape.samples.generate.RecordingShape;
import org.dmatape.samples.generate.TraceClock;
import org.dmatape.samples.generate.TraceCompression;
import org.dmatape.samples.generate.TraceGenerator;
import org.dmatape.samples.generate.WordLayout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Recordings whose writer shares no code with the reader and knows what it wrote.
final class GeneratedRecordingTest {

    private static final int EVENTS = 20_000;

    @TempDir
    private Path folder;

    static List<RecordingShape> shapes() {
        Random random = new Random(20261122);
        return random.longs(24).mapToObj(seed -> randomShape(new Random(seed))).toList();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatWasWrittenIsRead(RecordingShape shape) throws IOException {
        Path file = folder.resolve("trace.dat");
        GeneratorOptions options = GeneratorOptions.of(EVENTS, shape.hashCode()).withShape(shape);
        GeneratedTruth truth = TraceGenerator.generate(options, file, ProgressListener.NONE);

        List<RecordedEvent> events = RecordedEvent.readAll(file);

        assertThat(events).hasSize((int) truth.eventsTotal());
        assertThat(events.stream().collect(groupingBy(RecordedEvent::name, counting())))
                .isEqualTo(countsByName(truth));
        truth.eventsPerBuffer()
                .forEach((buffer, count) -> assertThat(
                                events.stream().filter(event -> event.buffer().equals(buffer)))
                        .as("events of buffer '%s'", buffer)
                        .hasSize(count.intValue()));
        for (int cpu = 0; cpu < options.machine().cpus(); cpu++) {
            int number = cpu;
            assertThat(events.stream().filter(event -> event.cpu() == number).count())
                    .isEqualTo(truth.eventsPerCpu().get(cpu));
        }
        assertThat(lossesIn(events)).containsExactlyInAnyOrderElementsOf(lossesOf(truth));
        assertTimesAscend(events);
    }

    private static RecordingShape randomShape(Random random) {
        int version = random.nextInt(3) == 0 ? 6 : 7;
        return RecordingShape.defaults()
                .withFile(version, version == 6 ? TraceCompression.NONE : TraceCompression.values()[random.nextInt(3)])
                .withSubBufferBytes(version == 6 ? 4096 : 4096 << random.nextInt(5))
                .withWords(new WordLayout(
                        random.nextInt(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                        random.nextInt(4) == 0 ? Integer.BYTES : Long.BYTES,
                        random.nextBoolean()))
                .withClock(random.nextInt(4) == 0 ? TraceClock.X86_TSC : TraceClock.MONO, 1)
                .withInstances(random.nextInt(RecordingShape.MAX_INSTANCES + 1))
                .withLossSpans(random.nextInt(6))
                .withRareEntries(Stream.of(RareEntry.values())
                        .filter(_ -> random.nextBoolean())
                        .collect(Collectors.toSet()));
    }

    private static Map<String, Long> countsByName(GeneratedTruth truth) {
        return truth.events().entrySet().stream()
                .collect(groupingBy(
                        entry -> entry.getKey().substring(entry.getKey().indexOf(':') + 1),
                        summingLong(Map.Entry::getValue)));
    }

    /// Buffer, CPU and number of each loss.
    private static List<String> lossesIn(List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.lostBefore() != 0)
                .map(event -> event.buffer() + " " + event.cpu() + " " + event.lostBefore())
                .toList();
    }

    private static List<String> lossesOf(GeneratedTruth truth) {
        return truth.losses().stream()
                .map(loss -> loss.buffer() + " " + loss.cpu() + " " + (loss.countRecorded() ? loss.events() : -1))
                .toList();
    }

    private static void assertTimesAscend(List<RecordedEvent> events) {
        events.stream()
                .collect(groupingBy(event -> event.buffer() + " " + event.cpu()))
                .forEach((stream, ofCpu) -> assertThat(ofCpu.stream().mapToLong(RecordedEvent::tsNs))
                        .as(stream)
                        .isSorted());
    }
}
