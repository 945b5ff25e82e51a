// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.ImportSummary;
import org.dmatape.capture.importing.RecordingFile;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.format.manifest.ClockInfo;
import org.dmatape.format.manifest.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Buffers of one file that were recorded with clocks of their own are not put into one order.
class BufferClocksTest {

    private static final Path TWO_CLOCKS = Path.of("src/test/resources/trace-dat/two-clocks.dat");

    @TempDir
    private Path folder;

    /// What recordings of one clock said at their ends, all made in guests on busy machines.
    @ParameterizedTest
    @CsvSource({
        "302.015752, 302.028415, 302.028643, 302.028756",
        "166.025874, 166.026314, 166.050735, 166.051049",
        "199.456018, 199.499609, 199.503449, 199.503631",
        "458.664547, 458.664961, 458.665093, 458.665160",
        // a counter of ticks, and clocks of two CPUs that differ a little
        "98765432100, 98765432200, 98765552300, 98765672400",
        "10.000500, 10.000900, 10.000300, 10.000700"
    })
    void clocksThatGoOnFromBufferToBufferAreOne(String a, String b, String c, String d) {
        assertThat(clocks(a, b, c, d)).containsExactly(List.of(0, 1));
    }

    @ParameterizedTest
    @CsvSource({
        // mono and local, as recorded; the other way round; by less
        "380.701462, 380.701950, 382.159590, 382.159709",
        "382.159590, 382.159709, 380.701462, 380.701950",
        "380.701462, 380.701950, 380.859590, 380.859709",
        "380.701462, 380.701950, 380.700590, 380.700709",
        // seconds and ticks; ticks of two kinds
        "380.701462, 380.701950, 98765432100, 98765432200",
        "1234, 1240, 98765432100, 98765432200"
    })
    void clocksThatJumpBetweenBuffersAreTwo(String a, String b, String c, String d) {
        assertThat(clocks(a, b, c, d)).containsExactly(List.of(0), List.of(1));
    }

    @Test
    void aThirdBufferGoesWithTheOneWhoseClockItHas() {
        String statistics =
                cpu("380.701462") + "\nBuffer: one\n" + cpu("382.159590") + "\nBuffer: two\n" + cpu("380.702100");

        assertThat(BufferClocks.of(buffers("", "one", "two"), statistics)).containsExactly(List.of(0, 2), List.of(1));
    }

    @Test
    void withoutReadingsNamesDecide() {
        assertThat(BufferClocks.of(buffers("", "one"), "CPU: 0\nentries: 5\n")).containsExactly(List.of(0, 1));
        assertThat(BufferClocks.of(
                        List.of(
                                new RecordingBuffer("", "mono", 4096, List.of(0)),
                                new RecordingBuffer("one", "local", 4096, List.of(0)),
                                new RecordingBuffer("none", "boot", 4096, List.of())),
                        ""))
                .containsExactly(List.of(0), List.of(1));
    }

    @Test
    void aRealFileOfTwoClocksGivesTheEventsOfOneAndTellsOfTheOther() {
        Path tape = folder.resolve("x.tape");
        ImportRequest request = ImportRequest.of(TWO_CLOCKS, tape);

        ImportSummary summary = TapeImporter.run(request, ImportProgress.NONE);

        Manifest manifest = summary.manifest();
        // the main buffer; the other has 1071
        assertThat(summary.events()).isEqualTo(3356);
        assertThat(manifest.clocks()).extracting(ClockInfo::name).containsExactly("mono", "unknown");
        assertThat(manifest.clocks()).extracting(ClockInfo::method).containsExactly("same", "unknown");
        assertThat(manifest.losses().spans()).isEqualTo(2);
        assertThat(summary.leftOut())
                .singleElement()
                .asString()
                .contains("buffer queues is left out", "at 382.159709", "the main buffer (mono, at 380.701950", "-C");
        assertThat(manifest.notes()).containsAll(summary.leftOut());
    }

    @Test
    void theBuffersThatAreReadComeFirst() {
        RecordingFile file = RecordingFile.of(TWO_CLOCKS);
        try (Recording recording = new RecordingOpener(new OpenOptions(false, 0)).open(file)) {
            assertThat(recording.buffers()).extracting(RecordingBuffer::name).containsExactly("", "queues");
            assertThat(recording.streams(recording.buffers().getFirst())).hasSize(2);
            assertThat(recording.streams(recording.buffers().getLast())).isEmpty();
        }
    }

    private static List<List<Integer>> clocks(String a, String b, String c, String d) {
        return BufferClocks.of(buffers("", "one"), cpu(a) + cpu(b) + "\nBuffer: one\n\n" + cpu(c) + cpu(d));
    }

    private static String cpu(String now) {
        return "CPU: 0\nentries: 0\noldest event ts:   300.983636\nnow ts:   " + now + "\nread events: 978\n";
    }

    private static List<RecordingBuffer> buffers(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> new RecordingBuffer(names[i], "mono", 4096, List.of(0, 1)))
                .toList();
    }
}
