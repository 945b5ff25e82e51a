// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.dmatape.samples.generate.TraceCompression;

/// Compresses and spools what all CPUs write, beside the thread that simulates them. The number of chunks on their
/// way is bounded, and they are taken in the order in which they were handed in, so memory stays flat and the file
/// is always the same.
public final class SpoolThread implements AutoCloseable {

    private static final int CHUNKS_ON_THEIR_WAY = 64;

    private final Path target;
    private final Path folder;
    private final String filePrefix;
    private final TraceCompression compression;
    private final ByteOrder order;
    private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(CHUNKS_ON_THEIR_WAY);
    private final BlockingQueue<byte[]> recycled = new ArrayBlockingQueue<>(CHUNKS_ON_THEIR_WAY);
    private final AtomicReference<Optional<IOException>> failure = new AtomicReference<>(Optional.empty());
    private final List<CpuSpool> spools = new ArrayList<>();
    private final Thread thread;
    private boolean finished;

    /// Chunk of a CPU; without one, the end.
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Chunk(Optional<CpuSpool> spool, byte[] bytes, int usedBytes) {}

    /// @param target the file that will be written; spools are kept beside it
    public SpoolThread(Path target, TraceCompression compression, ByteOrder order) {
        this.target = target;
        Path absolute = target.toAbsolutePath();
        folder = absolute.resolveSibling(".");
        filePrefix = "." + absolute.getFileName() + ".cpu";
        this.compression = compression;
        this.order = order;
        thread = Thread.ofPlatform().name("spool").daemon().start(this::run);
    }

    /// Opens the spool of one more CPU.
    public CpuSpool open() throws IOException {
        Path file = folder.resolve(filePrefix + spools.size() + ".part").normalize();
        CpuSpool spool = new CpuSpool(this, file, compression != TraceCompression.NONE, order);
        spools.add(spool);
        return spool;
    }

    /// Waits until everything is spooled.
    public void finish() throws IOException {
        if (!finished) {
            finished = true;
            put(new Chunk(Optional.empty(), new byte[0], 0));
            join();
        }
        if (failure.get().isPresent()) {
            throw cannotWrite(failure.get().get());
        }
    }

    /// Ends the thread and deletes the spools.
    @Override
    public void close() throws IOException {
        if (!finished) {
            finished = true;
            thread.interrupt();
            join();
        }
        for (CpuSpool spool : spools) {
            spool.delete();
        }
    }

    byte[] submit(CpuSpool spool, byte[] bytes, int usedBytes) {
        failure.get().ifPresent(cause -> {
            throw new UncheckedIOException(cannotWrite(cause));
        });
        put(new Chunk(Optional.of(spool), bytes, usedBytes));
        byte[] next = recycled.poll();
        return next == null || next.length != bytes.length ? new byte[bytes.length] : next;
    }

    private IOException cannotWrite(IOException cause) {
        return new IOException(
                "cannot write " + target + ", of which parts lie beside it first: " + cause.getMessage(), cause);
    }

    private void put(Chunk chunk) {
        try {
            queue.put(chunk);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while spooling CPU data", e));
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (ChunkCompressor compressor = ChunkCompressor.of(compression)) {
            for (Chunk chunk = queue.take(); chunk.spool().isPresent(); chunk = queue.take()) {
                spool(chunk, chunk.spool().get(), compressor);
            }
        } catch (InterruptedException _) {
            // closed early: nobody wants the rest
        }
    }

    // after a failure chunks are still taken, so that whoever hands them in does not wait for ever
    private void spool(Chunk chunk, CpuSpool spool, ChunkCompressor compressor) {
        if (failure.get().isPresent()) {
            return;
        }
        try {
            spool.append(chunk.bytes(), chunk.usedBytes(), compressor);
            if (recycled.remainingCapacity() > 0) { // only this thread adds, so there still is room
                recycled.add(chunk.bytes());
            }
        } catch (IOException e) {
            failure.set(Optional.of(e));
        } catch (RuntimeException | Error e) {
            failure.set(Optional.of(new IOException("the compressor failed", e)));
        }
    }
}
