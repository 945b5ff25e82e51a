// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.dmatape.capture.ringbuffer.PageBuilder;
import org.dmatape.capture.tracedat.compression.Compression;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// trace-cmd reads what we read, and we read what trace-cmd writes. Skipped where trace-cmd is not installed.
final class TraceCmdComparisonTest {

    private static final int PAGE_BYTES = 4096;

    /// A TIME_SHIFT option with three samples on each of two CPUs.
    private static final int SHIFT_BYTES = 16 + 2 * (4 + 3 * 4 * Long.BYTES);

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireTraceCmd() {
        assumeThat(TraceCmd.isInstalled()).as("trace-cmd is installed").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bugs-612", "net-strict-73", "blk-swiotlb-612"})
    void convertedRecordingsHoldTheSameEvents(String name) {
        Path original = ShippedRecordings.locate().traceDat(name);
        Path six = convert(original, "six.dat", "--file-version", "6", "--compression", "none");
        Path uncompressed = convert(original, "none.dat", "--compression", "none");
        Path compressedAgain = convert(six, "zstd.dat", "--file-version", "7", "--compression", "zstd");

        List<RecordedEvent> events = RecordedEvent.readAll(original);
        assertThat(RecordedEvent.readAll(six)).isEqualTo(events);
        assertThat(RecordedEvent.readAll(uncompressed)).isEqualTo(events);
        assertThat(RecordedEvent.readAll(compressedAgain)).isEqualTo(events);
    }

    @Test
    void splitRecordingsHoldTheSameEvents() {
        Path original = ShippedRecordings.locate().traceDat("bugs-612");
        Path part = folder.resolve("part.dat");
        TraceCmd.run("split", "-i", original.toString(), "-o", part.toString(), "-e", "500");

        assertThat(RecordedEvent.readAll(folder.resolve("part.dat.1")))
                .hasSize(500)
                .isSubsetOf(RecordedEvent.readAll(original));
    }

    static Stream<Arguments> machines() {
        return Stream.of(6, 7)
                .flatMap(version -> Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                        .flatMap(order -> Stream.of(4, 8)
                                .flatMap(longBytes -> Stream.of(1L, 2L, 3L)
                                        .map(seed -> Arguments.of(version, order, longBytes, seed)))));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void pagesOfEveryKindOfEntryHoldTheSameEvents(int version, ByteOrder order, int longBytes, long seed) {
        Path file = new TraceDatBuilder(version, order, longBytes)
                .compression(version == 7 ? Compression.ZSTD : Compression.NONE)
                .buffer("", PAGE_BYTES, Map.of(0, randomPages(order, longBytes, new Random(seed))))
                .write(folder.resolve("trace.dat"));

        assertThat(RecordedEvent.readAll(file)).isNotEmpty().isEqualTo(TraceCmd.report(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7})
    void correctedTimesAreTheSame(int version) {
        byte[] ticks = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x5234_5678)
                .putInt(30)
                .putLong(12345)
                .array();
        ByteBuffer shift = ByteBuffer.allocate(SHIFT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        shift.putLong(1).putInt(1).putInt(2);
        putSamples(shift, 1000, 51_000, 30_000);
        putSamples(shift, 90_000, -20_000, 10_000);
        putFractions(shift);
        putFractions(shift);
        Path file = new TraceDatBuilder(version, ByteOrder.LITTLE_ENDIAN, Long.BYTES)
                .option(OptionId.OFFSET, "-123")
                .option(OptionId.TSC_TO_NANOSECONDS, ticks)
                .option(OptionId.TIME_SHIFT, shift.array())
                .buffer("", PAGE_BYTES, twoCpus())
                .write(folder.resolve("trace.dat"));

        assertThat(RecordedEvent.readAll(file)).containsExactlyInAnyOrderElementsOf(TraceCmd.report(file));
    }

    private static void putSamples(ByteBuffer shift, long... offsets) {
        shift.putInt(offsets.length);
        for (int i = 0; i < offsets.length; i++) {
            shift.putLong((1L << 40) + i * 20_000L);
        }
        for (long offset : offsets) {
            shift.putLong(offset);
        }
        for (int i = 0; i < offsets.length; i++) {
            shift.putLong(1025 + i);
        }
    }

    private static void putFractions(ByteBuffer shift) {
        for (int i = 0; i < 3; i++) {
            shift.putLong(10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7})
    void instancesHoldTheSameEvents(int version) {
        Path file = new TraceDatBuilder(version, ByteOrder.LITTLE_ENDIAN, Long.BYTES)
                .buffer("", PAGE_BYTES, twoCpus())
                .buffer("net", PAGE_BYTES, twoCpus())
                .write(folder.resolve("trace.dat"));

        assertThat(RecordedEvent.readAll(file)).containsExactlyInAnyOrderElementsOf(TraceCmd.report(file));
    }

    @Test
    void lostEventsAreTheSame() {
        byte[] lost = new PageBuilder(PAGE_BYTES, ByteOrder.LITTLE_ENDIAN, Long.BYTES, 1000)
                .record(0, Ticks.record(ByteOrder.LITTLE_ENDIAN, 1))
                .lost(43_372)
                .build();
        byte[] lostUnknown = new PageBuilder(PAGE_BYTES, ByteOrder.LITTLE_ENDIAN, Long.BYTES, 2000)
                .record(0, Ticks.record(ByteOrder.LITTLE_ENDIAN, 2))
                .lostUnknown()
                .build();
        Path file = TraceDatBuilder.version7()
                .buffer("", PAGE_BYTES, Map.of(0, lost, 1, lostUnknown))
                .write(folder.resolve("trace.dat"));

        assertThat(TraceCmd.run("report", "-i", file.toString()))
                .contains("CPU:0 [43372 EVENTS DROPPED]")
                .contains("CPU:1 [EVENTS DROPPED]");
        assertThat(RecordedEvent.readAll(file))
                .extracting(RecordedEvent::lostBefore)
                .containsExactlyInAnyOrder(43_372L, -1L);
    }

    private static Map<Integer, byte[]> twoCpus() {
        return Map.of(
                0, randomPages(ByteOrder.LITTLE_ENDIAN, Long.BYTES, new Random(5)),
                1, randomPages(ByteOrder.LITTLE_ENDIAN, Long.BYTES, new Random(6)));
    }

    private static byte[] randomPages(ByteOrder order, int longBytes, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long time = 1L << 40;
        for (int page = 0; page < 30; page++) {
            PageBuilder builder = new PageBuilder(PAGE_BYTES, order, longBytes, time);
            for (int i = 0; i < 100; i++) {
                time += addEntry(builder, order, random, time);
            }
            out.writeBytes(random.nextBoolean() ? builder.endOfPage().build() : builder.build());
        }
        return out.toByteArray();
    }

    /// @return how far it moves the time
    private static long addEntry(PageBuilder builder, ByteOrder order, Random random, long time) {
        int delta = random.nextInt(1000) + 1;
        byte[] record = Ticks.record(order, random.nextInt());
        switch (random.nextInt(8)) {
            case 0 -> builder.discarded(delta, record);
            case 1 -> builder.longRecord(delta, record);
            case 2 -> {
                long wide = (long) delta << 20;
                builder.timeExtend(wide).record(0, record);
                return wide;
            }
            case 3 -> builder.timeStamp(time + delta).record(0, record);
            default -> builder.record(delta, record);
        }
        return delta;
    }

    private Path convert(Path from, String name, String... options) {
        Path to = folder.resolve(name);
        Stream<String> arguments =
                Stream.concat(Stream.of("convert", "-i", from.toString(), "-o", to.toString()), Stream.of(options));
        TraceCmd.run(arguments.toArray(String[]::new));
        return to;
    }
}
