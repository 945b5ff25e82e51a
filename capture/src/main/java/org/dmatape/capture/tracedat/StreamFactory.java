// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.ringbuffer.MemoryBudget;
import org.dmatape.capture.ringbuffer.PageSource;
import org.dmatape.capture.ringbuffer.PageWalker;
import org.dmatape.capture.ringbuffer.PrefetchingCpuStream;
import org.dmatape.capture.tracedat.file.RecordingFile;
import org.dmatape.capture.tracedat.page.ChunkDecoderPool;
import org.dmatape.capture.tracedat.page.CompressedPageSource;
import org.dmatape.capture.tracedat.page.CpuExtent;
import org.dmatape.capture.tracedat.page.CpuPages;
import org.dmatape.capture.tracedat.page.ReadBytes;
import org.dmatape.capture.tracedat.page.SalvagingPageSource;
import org.dmatape.capture.tracedat.page.UncompressedPageSource;

/// Opens the streams of a recording's CPUs, which share threads, decompressors and a budget of memory.
final class StreamFactory implements AutoCloseable {

    /// Blocks ready before they are asked for.
    private static final int BLOCKS_AHEAD = 2;

    /// Blocks of one CPU in use at once: those ahead, the one being filled and the one being read.
    private static final int BLOCKS_IN_USE = BLOCKS_AHEAD + 2;

    private static final int LARGEST_BLOCK_BYTES = 512 << 10;
    private static final int SMALLEST_BLOCK_BYTES = 32 << 10;

    /// What blocks of the wanted size take together.
    private static final long WANTED_PAGE_BYTES = 128L << 20;

    /// What blocks may take together when chunks are large or CPUs are many: enough for thousands of CPUs.
    private static final long PAGE_BUDGET_BYTES = 1L << 30;

    /// The part of Java's memory that arrays of times and offsets may take.
    private static final int ARRAY_BUDGET_DIVISOR = 3;

    private final RecordingFile file;
    private final FileHeader header;
    private final Metadata metadata;
    private final boolean salvage;
    private final DamageReport damage;
    private final ExecutorService threads;
    private final Executor prefetcher;
    private final MemoryBudget budget;
    private final ChunkDecoderPool decoders;
    private final int blockBytes;
    private final ReadBytes readBytes;
    private final List<CpuStream> opened = new CopyOnWriteArrayList<>();

    StreamFactory(RecordingFile file, FileHeader header, Metadata metadata, OpenOptions options, DamageReport damage) {
        this.file = file;
        this.header = header;
        this.metadata = metadata;
        this.salvage = options.salvage();
        this.damage = damage;
        this.threads = Executors.newFixedThreadPool(
                Math.max(1, options.prefetchThreads()),
                Thread.ofPlatform().daemon().name("trace.dat-", 1).factory());
        this.prefetcher = options.prefetchThreads() == 0 ? task -> {} : threads;
        long arrayBudgetBytes = Runtime.getRuntime().maxMemory() / ARRAY_BUDGET_DIVISOR;
        this.budget = new MemoryBudget(file.arena(), PAGE_BUDGET_BYTES, arrayBudgetBytes);
        this.decoders = new ChunkDecoderPool(file, header.compression());
        this.blockBytes = blockBytes(metadata);
        this.readBytes = new ReadBytes(metadata.buffers().stream()
                .flatMap(buffer -> buffer.cpus().stream())
                .mapToLong(CpuExtent::sizeBytes)
                .sum());
    }

    /// Small blocks when many CPUs share the memory.
    private static int blockBytes(Metadata metadata) {
        long cpus = metadata.buffers().stream()
                .mapToLong(buffer -> buffer.cpus().size())
                .sum();
        long shareBytes = WANTED_PAGE_BYTES / (Math.max(1, cpus) * BLOCKS_IN_USE);
        return Math.clamp(shareBytes, SMALLEST_BLOCK_BYTES, LARGEST_BLOCK_BYTES);
    }

    CpuStream open(String bufferName, int cpu) {
        BufferTable buffer = metadata.buffers().stream()
                .filter(candidate -> candidate.name().equals(bufferName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no buffer " + bufferName));
        CpuExtent extent = buffer.cpus().stream()
                .filter(candidate -> candidate.cpu() == cpu)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no CPU " + cpu + " in buffer " + bufferName));
        PageSource source = source(buffer, extent);
        CpuStream stream = new PrefetchingCpuStream(
                cpu, salvage ? new SalvagingPageSource(source, damage::add) : source, budget, prefetcher, BLOCKS_AHEAD);
        opened.add(stream);
        return stream;
    }

    private PageSource source(BufferTable buffer, CpuExtent extent) {
        PageWalker walker = new PageWalker(metadata.pageLayout(), header.order());
        CpuPages pages =
                new CpuPages(extent.cpu(), walker, buffer.subBufferBytes(), metadata.clockCorrection(), blockBytes);
        return buffer.compressed()
                ? new CompressedPageSource(file, header.order(), pages, extent, decoders, readBytes)
                : new UncompressedPageSource(file, pages, extent, readBytes);
    }

    /// The part of the CPUs' data that has been read, 0 to 1.
    double shareRead() {
        return readBytes.share();
    }

    @Override
    public void close() {
        opened.forEach(CpuStream::close);
        threads.shutdown();
        decoders.close();
    }
}
