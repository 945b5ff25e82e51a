// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.floor;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmatape.bench.floor.ChunkIndex.Chunk;

/// The floor of an import, as a process of its own: decompresses every chunk of events of a recording and writes as
/// many bytes as the tape has, spread evenly over the chunks. Nothing is decoded, merged or compressed.
public final class Floor {

    private final FileChannel recording;
    private final FileChannel output;
    private final List<Chunk> chunks;
    private final long eventBytes;
    private final long outputBytes;
    private final AtomicInteger nextChunk = new AtomicInteger();

    private Floor(FileChannel recording, FileChannel output, List<Chunk> chunks, long outputBytes) {
        this.recording = recording;
        this.output = output;
        this.chunks = chunks;
        this.eventBytes = chunks.stream().mapToLong(Chunk::bytes).sum();
        this.outputBytes = outputBytes;
    }

    /// Arguments: the recording, the file to write, how many bytes to write, on how many threads. Prints how many
    /// bytes of events it decompressed.
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        System.out.println(run(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Long.parseLong(arguments[2]),
                Integer.parseInt(arguments[3])));
    }

    static long run(Path recordingFile, Path outputFile, long outputBytes, int threads)
            throws IOException, InterruptedException, ExecutionException {
        try (FileChannel recording = FileChannel.open(recordingFile);
                FileChannel output = FileChannel.open(
                        outputFile,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            return new Floor(recording, output, ChunkIndex.of(recording), outputBytes).run(threads);
        }
    }

    private long run(int threads) throws InterruptedException, ExecutionException {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            Callable<Long> work = this::work;
            List<Future<Long>> shares = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                shares.add(executor.submit(work));
            }
            long decompressed = 0;
            for (Future<Long> share : shares) {
                decompressed += share.get();
            }
            return decompressed;
        }
    }

    private long work() throws IOException {
        ByteBuffer compressed = ByteBuffer.allocateDirect(
                chunks.stream().mapToInt(Chunk::compressedBytes).max().orElse(0));
        ByteBuffer plain = ByteBuffer.allocateDirect(
                chunks.stream().mapToInt(Chunk::bytes).max().orElse(0));
        long decompressedBytes = 0;
        try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
            for (int i = nextChunk.getAndIncrement(); i < chunks.size(); i = nextChunk.getAndIncrement()) {
                Chunk chunk = chunks.get(i);
                read(chunk, compressed.clear().limit(chunk.compressedBytes()));
                decompressedBytes += zstd.decompressDirectByteBuffer(
                        plain.clear(), 0, chunk.bytes(), compressed, 0, chunk.compressedBytes());
                write(plain, chunk.bytes());
            }
        }
        return decompressedBytes;
    }

    private void read(Chunk chunk, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (recording.read(target, chunk.offset() + target.position()) < 0) {
                throw new IOException("the recording ends inside the chunk at " + chunk.offset());
            }
        }
    }

    /// Writes this chunk's share of the output.
    private void write(ByteBuffer plain, int chunkBytes) throws IOException {
        long share = Math.ceilDiv(outputBytes * chunkBytes, eventBytes);
        while (share > 0) {
            plain.position(0).limit((int) Math.min(share, plain.capacity()));
            share -= output.write(plain);
        }
    }
}
