// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.tracedat.compression.Compression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything a trace.dat can look like that the shipped recordings do not: built by hand.
final class TraceDatVariantsTest {

    private static final int PAGE_BYTES = 4096;
    private static final long FIRST_NS = 1_000_000_000;

    @TempDir
    private Path folder;

    static Stream<Arguments> machines() {
        return Stream.of(6, 7)
                .flatMap(version -> Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                        .flatMap(order -> Stream.of(Arguments.of(version, order, 4), Arguments.of(version, order, 8))));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void recordingsOfAnyMachineAreRead(int version, ByteOrder order, int longBytes) {
        byte[] pages = new Ticks(order, longBytes, PAGE_BYTES).pages(3, FIRST_NS);
        Path file = write(new TraceDatBuilder(version, order, longBytes).buffer("", PAGE_BYTES, Map.of(1, pages)));

        assertThat(RecordedEvent.readAll(file)).isEqualTo(ticks("", 1, 3));
        try (Recording recording = TraceDatRecording.open(file, OpenOptions.DEFAULT)) {
            assertThat(recording.kind()).isEqualTo("trace.dat v" + version);
            assertThat(recording.byteOrder()).isEqualTo(order);
            assertThat(recording.longBytes()).isEqualTo(longBytes);
            assertThat(recording.taskNames()).isEqualTo(Map.of(1, "init", 42, "dd of=x"));
            assertThat(recording.buffers()).extracting(RecordingBuffer::clock).containsExactly("mono");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCompressionIsRead(Compression compression) {
        byte[] pages = Ticks.ofSize(PAGE_BYTES).pages(25, FIRST_NS);
        Path file = write(TraceDatBuilder.version7().compression(compression).buffer("", PAGE_BYTES, Map.of(0, pages)));

        assertThat(RecordedEvent.readAll(file)).isEqualTo(ticks("", 0, 25));
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 5000, 40_960, 1 << 20})
    void chunksOfAnySizeAreRead(int chunkBytes) {
        byte[] pages = Ticks.ofSize(PAGE_BYTES).pages(130, FIRST_NS);
        Path file = write(TraceDatBuilder.version7()
                .compression(Compression.ZSTD)
                .chunkBytes(chunkBytes)
                .buffer("", PAGE_BYTES, Map.of(0, pages)));

        assertThat(RecordedEvent.readAll(file)).isEqualTo(ticks("", 0, 130));
    }

    @Test
    void sizesThatCountTheNumberOfChunksAreRead() {
        byte[] pages = Ticks.ofSize(PAGE_BYTES).pages(25, FIRST_NS);
        Path file = write(TraceDatBuilder.version7()
                .compression(Compression.ZLIB)
                .sizeCountsChunkNumber()
                .buffer("", PAGE_BYTES, Map.of(0, pages, 1, pages)));

        assertThat(RecordedEvent.readAll(file)).hasSize(2 * 25 * Ticks.EVENTS_PER_PAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 8192, 16_384, 65_536})
    void everyBufferHasItsOwnSubBufferSize(int subBufferBytes) {
        Map<Integer, byte[]> small = Map.of(0, Ticks.ofSize(PAGE_BYTES).pages(2, FIRST_NS));
        Map<Integer, byte[]> other = Map.of(0, Ticks.ofSize(subBufferBytes).pages(21, FIRST_NS));
        Path file = write(TraceDatBuilder.version7()
                .compression(Compression.ZSTD)
                .buffer("", PAGE_BYTES, small)
                .buffer("other", subBufferBytes, other));

        assertThat(RecordedEvent.readAll(file)).isEqualTo(flatten(Stream.of(ticks("", 0, 2), ticks("other", 0, 21))));
    }

    @ParameterizedTest
    @CsvSource({"local, local, mono, mono", "mono, local, mono, local", "local, mono, local, mono"})
    void namesOfClocksCountWhereTheyDiffer(String main, String other, String mainIs, String otherIs) {
        Map<Integer, byte[]> pages = Map.of(0, Ticks.ofSize(PAGE_BYTES).pages(1, FIRST_NS));
        Path file = write(
                TraceDatBuilder.version7().buffer("", main, PAGE_BYTES, pages).buffer("net", other, PAGE_BYTES, pages));

        try (Recording recording = TraceDatRecording.open(file, OpenOptions.DEFAULT)) {
            assertThat(recording.buffers()).extracting(RecordingBuffer::clock).containsExactly(mainIs, otherIs);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7})
    void instancesStandBesideTheMainBuffer(int version) {
        Ticks ticks = Ticks.ofSize(PAGE_BYTES);
        Path file = write(new TraceDatBuilder(version, ByteOrder.LITTLE_ENDIAN, Long.BYTES)
                .buffer("", PAGE_BYTES, Map.of(0, ticks.pages(1, FIRST_NS), 1, ticks.pages(2, FIRST_NS)))
                .buffer("net", PAGE_BYTES, Map.of(3, ticks.pages(3, FIRST_NS)))
                .buffer("disk", PAGE_BYTES, Map.of(0, ticks.pages(4, FIRST_NS))));

        assertThat(RecordedEvent.readAll(file))
                .containsExactlyInAnyOrderElementsOf(
                        flatten(Stream.of(ticks("", 0, 1), ticks("", 1, 2), ticks("net", 3, 3), ticks("disk", 0, 4))));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7})
    void theMainBufferMayBeEmpty(int version) {
        Path file = write(new TraceDatBuilder(version, ByteOrder.LITTLE_ENDIAN, Long.BYTES)
                .buffer("", PAGE_BYTES, Map.of())
                .buffer("net", PAGE_BYTES, Map.of(0, Ticks.ofSize(PAGE_BYTES).pages(1, FIRST_NS))));

        try (Recording recording = TraceDatRecording.open(file, OpenOptions.DEFAULT)) {
            assertThat(recording.buffers()).extracting(RecordingBuffer::cpus).containsExactly(List.of(), List.of(0));
        }
        assertThat(RecordedEvent.readAll(file)).isEqualTo(ticks("net", 0, 1));
    }

    @Test
    void pagesWithoutEventsAreSkipped() {
        byte[] pages =
                join(new byte[PAGE_BYTES], Ticks.ofSize(PAGE_BYTES).pages(1, FIRST_NS), new byte[3 * PAGE_BYTES]);
        Path file = write(TraceDatBuilder.version7().buffer("", PAGE_BYTES, Map.of(0, pages)));

        assertThat(RecordedEvent.readAll(file)).isEqualTo(ticks("", 0, 1));
    }

    @Test
    void aLastPageMayBeShort() {
        byte[] pages = Ticks.ofSize(PAGE_BYTES).pages(2, FIRST_NS);
        byte[] cut = Arrays.copyOf(pages, PAGE_BYTES + 16 + 20 * Ticks.EVENTS_PER_PAGE);
        Path file = write(TraceDatBuilder.version7().buffer("", PAGE_BYTES, Map.of(0, cut)));

        assertThat(RecordedEvent.readAll(file)).isEqualTo(ticks("", 0, 2));
    }

    @Test
    void optionsThatSayNothingAboutEventsAreSkipped() {
        byte[] garbage = {1, 2, 3};
        TraceDatBuilder builder = TraceDatBuilder.version7()
                .buffer("", PAGE_BYTES, Map.of(0, Ticks.ofSize(PAGE_BYTES).pages(1, FIRST_NS)));
        for (int unknown : List.of(10, 15, 20, 22, 23, 24, 25, 99, 0xffff)) {
            builder.option(unknown, garbage);
        }

        assertThat(RecordedEvent.readAll(write(builder))).isEqualTo(ticks("", 0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "0x64", "-100", "0"})
    void anOffsetIsAdded(String offset) {
        assertThat(firstTimeWith(OptionId.OFFSET, (offset + "\0").getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(FIRST_NS + Long.decode(offset));
    }

    @Test
    void aDateIsKeptButNotAdded() {
        Path file = write(oneTickPage().option(OptionId.DATE, "0x5f5e100"));

        try (Recording recording = TraceDatRecording.open(file, OpenOptions.DEFAULT)) {
            assertThat(recording.facts()).containsEntry("date_offset_us", "0x5f5e100");
            assertThat(RecordedEvent.readAll(recording).getFirst().tsNs()).isEqualTo(FIRST_NS);
        }
    }

    @Test
    void ticksBecomeNanosecondsWith128BitsInBetween() {
        byte[] option = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xffff_ffff)
                .putInt(32)
                .putLong(12345)
                .array();

        assertThat(firstTimeWith(OptionId.TSC_TO_NANOSECONDS, option)).isEqualTo(FIRST_NS - 1);
    }

    @Test
    void guestsOfAHostAreNamed() {
        ByteBuffer option = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        option.put("vm1\0".getBytes(StandardCharsets.UTF_8)).putLong(0x1234).putInt(2);
        option.putInt(0).putInt(4711).putInt(1).putInt(4712);
        Path file = write(oneTickPage().option(OptionId.GUEST, Arrays.copyOf(option.array(), option.position())));

        try (Recording recording = TraceDatRecording.open(file, OpenOptions.DEFAULT)) {
            assertThat(recording.facts())
                    .containsEntry(
                            "guests",
                            "vm1, recording 0x1234, virtual CPU 0 is thread 4711, virtual CPU 1 is thread 4712");
        }
    }

    @Test
    void aGuestsClockIsShiftedByItsSamples() {
        ByteBuffer option = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        option.putLong(1).putInt(1).putInt(1);
        option.putInt(2)
                .putLong(FIRST_NS - 100)
                .putLong(FIRST_NS + 100)
                .putLong(1000)
                .putLong(3000);
        option.putLong(1 << 4).putLong(1 << 4).putLong(4).putLong(4);

        Path file = write(oneTickPage().option(OptionId.TIME_SHIFT, Arrays.copyOf(option.array(), option.position())));

        try (Recording recording = TraceDatRecording.open(file, OpenOptions.DEFAULT)) {
            assertThat(recording.facts()).containsEntry("time_shift_peer", "0x1");
            assertThat(RecordedEvent.readAll(recording).getFirst().tsNs()).isEqualTo(FIRST_NS + 2000);
        }
    }

    private long firstTimeWith(int option, byte[] data) {
        return RecordedEvent.readAll(write(oneTickPage().option(option, data)))
                .getFirst()
                .tsNs();
    }

    private static TraceDatBuilder oneTickPage() {
        return TraceDatBuilder.version7()
                .buffer("", PAGE_BYTES, Map.of(0, Ticks.ofSize(PAGE_BYTES).pages(1, FIRST_NS)));
    }

    private Path write(TraceDatBuilder builder) {
        return builder.write(folder.resolve("trace.dat"));
    }

    private static List<RecordedEvent> ticks(String buffer, int cpu, int pages) {
        return LongStream.range(0, (long) pages * Ticks.EVENTS_PER_PAGE)
                .mapToObj(number -> new RecordedEvent(buffer, cpu, FIRST_NS + number * Ticks.STEP_NS, "tick", 0))
                .toList();
    }

    private static List<RecordedEvent> flatten(Stream<List<RecordedEvent>> parts) {
        return parts.flatMap(List::stream).toList();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
