// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dmatape.capture.importing.fixture.SimpleTraceBuilder;
import org.dmatape.capture.importing.fixture.TestResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same recordings make the same tape, to the byte, whatever the number of threads and however often they are
/// imported.
class ImportDeterminismTest {

    private static final Path SAMPLES = Path.of("../samples/recordings");
    private static final int[] MORE_THREADS = {1, 2, 8};
    private static final long SEED = Long.getLong("dmatape.determinism.seed", 4711);
    private static final int SIMPLE_EVENTS = 40;

    @TempDir
    private Path folder = Path.of("");

    private int imports;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bugs-612",
                "blk-strict-612",
                "bugs-swiotlb-612",
                "blk-viommu-73",
                "maperror-612",
                "bugs-stacks-612"
            })
    void aFolderOfSources(String sample) throws IOException {
        assertSameTapes(List.of(SAMPLES.resolve(sample)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "perf-data/plain.perf.data.gz",
                "perf-data/zstd.perf.data.gz",
                "perf-data/pipe.perf.data.gz",
                "perf-data/lost.perf.data.gz",
                "perf-data/plain.script-ns.txt.gz",
                "ftrace-text/trace.txt.gz",
                "ftrace-text/trace-cmd-report-R-l-t.txt.gz",
                "ftrace-text/trace_pipe-tsc.txt",
                "stacks/dma.perf.data.gz",
                "stacks/perf-script.txt.gz",
                "stacks/trace.txt.gz"
            })
    void aRecordingOfAnotherTracer(String resource) throws IOException {
        assertSameTapes(List.of(Files.write(folder.resolve("recording"), TestResource.read(resource))));
    }

    @Test
    void aTraceOfTheSimpleBackend() throws IOException {
        Random random = new Random(SEED);
        SimpleTraceBuilder trace = new SimpleTraceBuilder(ByteOrder.LITTLE_ENDIAN, 4)
                .name(1, "virtio_iommu_translate_out")
                .name(9, "virtqueue_fill");
        for (int i = 0; i < SIMPLE_EVENTS / 2; i++) {
            // equal times, so that their order has to be decided
            trace.event(1, 100 + random.nextInt(4), (long) random.nextInt(), 0x6279000L, 16);
            trace.event(9, 100 + random.nextInt(4), 0x7f9cfc44d010L, (long) random.nextInt(), 513, 0);
        }
        assertSameTapes(List.of(Files.write(folder.resolve("trace-1"), trace.toBytes())));
    }

    private void assertSameTapes(List<Path> recordings) throws IOException {
        Path one = imported(recordings, 1);
        for (int threads : MORE_THREADS) {
            Path other = imported(recordings, threads);
            assertThat(files(other)).isEqualTo(files(one)).hasSizeGreaterThan(2);
            for (Path file : files(one)) {
                assertThat(Files.mismatch(one.resolve(file), other.resolve(file)))
                        .as("%s with %d threads, seed %d", file, threads, SEED)
                        .isEqualTo(-1);
            }
        }
    }

    private Path imported(List<Path> recordings, int threads) {
        Path tape = folder.resolve(threads + "-" + imports++ + ".tape");
        TapeImporter.run(ImportRequest.of(recordings, tape).withThreads(threads), ImportProgress.NONE);
        return tape;
    }

    private static List<Path> files(Path tape) throws IOException {
        try (Stream<Path> files = Files.walk(tape)) {
            return files.filter(Files::isRegularFile)
                    .map(tape::relativize)
                    .sorted()
                    .toList();
        }
    }
}
