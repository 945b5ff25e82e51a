// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.dmatape.bench.floor.ChunkIndex.Chunk;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloorTest {

    private static final int PAGE_BYTES = 4096;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"blk-strict-612", "net-strict-73", "bugs-612"})
    void findsTheChunksOfRealRecordings(String recording) throws IOException {
        List<Chunk> chunks = chunksOf(ShippedRecordings.locate().traceDat(recording));

        assertThat(chunks).isNotEmpty();
        assertThat(chunks.stream().mapToLong(Chunk::bytes).sum() % PAGE_BYTES).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void decompressesEveryChunkAndWritesAsManyBytesAsAskedFor(int threads)
            throws IOException, InterruptedException, ExecutionException {
        Path recording = ShippedRecordings.locate().traceDat("blk-strict-612");
        List<Chunk> chunks = chunksOf(recording);
        Path output = folder.resolve("output");
        long askedBytes = 300_000;

        long decompressedBytes = Floor.run(recording, output, askedBytes, threads);

        assertThat(decompressedBytes)
                .isEqualTo(chunks.stream().mapToLong(Chunk::bytes).sum());
        assertThat(Files.size(output)).isBetween(askedBytes, askedBytes + chunks.size());
    }

    @Test
    void refusesARecordingWithoutCompressedChunks() throws IOException {
        Path file = folder.resolve("v6.dat");
        Files.write(file, new byte[200]);

        assertThatIOException().isThrownBy(() -> chunksOf(file)).withMessageContaining("version 7 with zstd");
    }

    private static List<Chunk> chunksOf(Path recording) throws IOException {
        try (FileChannel file = FileChannel.open(recording)) {
            return ChunkIndex.of(file);
        }
    }
}
