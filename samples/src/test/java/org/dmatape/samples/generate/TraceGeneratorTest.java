// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TraceGeneratorTest {

    private static final GeneratorOptions DEFAULTS = GeneratorOptions.of(30_000, 42);
    private static final RecordingShape SHAPE = RecordingShape.defaults();

    /// Checks that give one finding however often it happens there.
    private static final Set<String> FINDINGS_PER_DEVICE_OR_QUEUE =
            Set.of("shared-page", "ring-full", "spurious-interrupt", "truncated-sg", "lost-events", "bypass");

    @TempDir
    private Path folder;

    static Stream<Arguments> variants() {
        return Stream.of(
                Arguments.of("v7 zstd", DEFAULTS),
                Arguments.of("v7 zlib", shaped(SHAPE.withFile(7, TraceCompression.ZLIB))),
                Arguments.of("v7 uncompressed", shaped(SHAPE.withFile(7, TraceCompression.NONE))),
                Arguments.of("v6", shaped(SHAPE.withFile(6, TraceCompression.NONE))),
                Arguments.of("8 KiB sub-buffers", shaped(SHAPE.withSubBufferBytes(8192))),
                Arguments.of("64 KiB sub-buffers", shaped(SHAPE.withSubBufferBytes(65536))),
                Arguments.of("one CPU", DEFAULTS.withCpus(1)),
                Arguments.of("16 CPUs", DEFAULTS.withCpus(16)),
                Arguments.of("lazy", DEFAULTS.withIommuMode(IommuMode.LAZY)),
                Arguments.of("swiotlb", DEFAULTS.withIommuMode(IommuMode.SWIOTLB)),
                Arguments.of("direct", DEFAULTS.withIommuMode(IommuMode.DIRECT)),
                Arguments.of("bypass", DEFAULTS.withIommuMode(IommuMode.BYPASS)),
                Arguments.of("no probes", DEFAULTS.withProbes(false)),
                Arguments.of("no oddities", DEFAULTS.withOddities(false)),
                Arguments.of("kernel 6.1", DEFAULTS.withKernel(KernelFlavour.V6_1)),
                Arguments.of("kernel 6.12 early", DEFAULTS.withKernel(KernelFlavour.V6_12_EARLY)),
                Arguments.of("kernel 7.3", DEFAULTS.withKernel(KernelFlavour.V7_3)),
                Arguments.of("instances", shaped(SHAPE.withInstances(4))),
                Arguments.of("instances, v6", shaped(SHAPE.withInstances(2).withFile(6, TraceCompression.NONE))),
                Arguments.of("equal time stamps", shaped(SHAPE.withClock(TraceClock.MONO, 10_000))),
                Arguments.of("time stamp counter", shaped(SHAPE.withClock(TraceClock.X86_TSC, 1))),
                Arguments.of("rare entries", shaped(SHAPE.withRareEntries(EnumSet.allOf(RareEntry.class)))),
                Arguments.of(
                        "rare entries, v6",
                        shaped(SHAPE.withRareEntries(EnumSet.allOf(RareEntry.class))
                                .withFile(6, TraceCompression.NONE))),
                Arguments.of("losses", shaped(SHAPE.withLossSpans(6))),
                Arguments.of("aligned to 8 bytes", shaped(SHAPE.withWords(WordLayout.X86_64.withEightByteAlignment()))),
                Arguments.of("big endian", shaped(SHAPE.withWords(WordLayout.of(ByteOrder.BIG_ENDIAN, 8)))),
                Arguments.of("32 bits", shaped(SHAPE.withWords(WordLayout.of(ByteOrder.LITTLE_ENDIAN, 4)))),
                Arguments.of(
                        "32 bits, big endian, v6",
                        shaped(SHAPE.withWords(
                                        WordLayout.of(ByteOrder.BIG_ENDIAN, 4).withEightByteAlignment())
                                .withFile(6, TraceCompression.NONE))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void traceCmdSeesTheEventsTheTruthSpeaksOf(String name, GeneratorOptions options) throws Exception {
        GeneratorOptions withBugs = options.withBugs(everyBugPossible(options));
        Path file = folder.resolve("trace.dat");
        GeneratedTruth truth = TraceGenerator.generate(withBugs, file, ProgressListener.NONE);
        TraceCmdReport report = TraceCmdReport.of(file);
        assertThat(report.eventsByName()).isEqualTo(TraceCmdReport.byName(truth.events()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void sameSeedAndOptionsGiveTheSameFile(String name, GeneratorOptions options) throws IOException {
        Path first = folder.resolve("first.dat");
        Path second = folder.resolve("second.dat");
        GeneratedTruth truth = TraceGenerator.generate(options, first, ProgressListener.NONE);
        assertThat(TraceGenerator.generate(options, second, ProgressListener.NONE))
                .isEqualTo(truth);
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void everyBugIsCommittedAsOftenAsAskedFor(String name, GeneratorOptions options) throws IOException {
        Map<BugKind, Integer> bugs = everyBugPossible(options);
        GeneratedTruth truth =
                TraceGenerator.generate(options.withBugs(bugs), folder.resolve("trace.dat"), ProgressListener.NONE);
        Map<String, Long> expected = new TreeMap<>();
        bugs.forEach((bug, count) -> expected.merge(bug.check(), (long) count, Long::sum));
        truth.notEvaluated().forEach(expected::remove);
        Map<String, Long> found = new TreeMap<>(truth.checks());
        expected.keySet().removeAll(FINDINGS_PER_DEVICE_OR_QUEUE);
        found.keySet().removeAll(FINDINGS_PER_DEVICE_OR_QUEUE);
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void lossesAreWhereTraceCmdSeesThem() throws Exception {
        Path file = folder.resolve("trace.dat");
        GeneratedTruth truth = TraceGenerator.generate(shaped(SHAPE.withLossSpans(8)), file, ProgressListener.NONE);
        assertThat(truth.losses()).isNotEmpty();
        assertThat(truth.verdict()).isEqualTo("inconclusive");
        Map<Integer, String> expected = truth.losses().stream()
                .collect(Collectors.toMap(
                        GeneratedTruth.Loss::cpu,
                        loss -> loss.countRecorded() ? Long.toString(loss.events()) : "?",
                        (a, b) -> a + "," + b,
                        TreeMap::new));
        assertThat(TraceCmdReport.of(file).lossesByCpu()).isEqualTo(expected);
    }

    @Test
    void leavesNothingBehindButTheFile() throws IOException {
        generateAloneInFolder();
    }

    @Test
    void whatAKilledRunLeftBehindIsNoObstacle() throws IOException {
        Files.writeString(folder.resolve(".trace.dat.cpu0.part"), "left behind");
        Files.writeString(folder.resolve(".trace.dat.part"), "left behind");
        generateAloneInFolder();
    }

    @Test
    void aFolderThatDoesNotExistIsAnError() {
        Path file = folder.resolve("missing").resolve("trace.dat");
        assertThatThrownBy(() -> TraceGenerator.generate(DEFAULTS, file, ProgressListener.NONE))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void reportsProgressUpToTheEnd() throws IOException {
        List<Long> heard = new ArrayList<>();
        TraceGenerator.generate(
                GeneratorOptions.of(200_000, 1), folder.resolve("trace.dat"), (events, total) -> heard.add(events));
        assertThat(heard).isSorted().hasSizeGreaterThan(2).endsWith(200_000L);
    }

    private static Map<BugKind, Integer> everyBugPossible(GeneratorOptions options) {
        Map<BugKind, Integer> bugs = new EnumMap<>(BugKind.class);
        for (BugKind bug : BugKind.values()) {
            if (options.allows(bug)) {
                bugs.put(bug, 1 + bugs.size() % 5);
            }
        }
        return bugs;
    }

    private static GeneratorOptions shaped(RecordingShape shape) {
        return DEFAULTS.withShape(shape);
    }

    private void generateAloneInFolder() throws IOException {
        TraceGenerator.generate(DEFAULTS, folder.resolve("trace.dat"), ProgressListener.NONE);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("trace.dat"));
        }
    }
}
