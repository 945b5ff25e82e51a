// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.simpletrace;

import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.qemuevent.QemuEvents;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.KernelSymbols;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.recording.SkippedInput;
import org.dmatape.capture.ringbuffer.MemoryBudget;
import org.dmatape.capture.ringbuffer.PrefetchingCpuStream;
import org.dmatape.capture.synthetic.InterleavedCpuStream;
import org.dmatape.capture.synthetic.LineTimes;
import org.dmatape.capture.synthetic.LogFile;

/// An open binary trace of QEMU: one stream. Its times are those of CLOCK_MONOTONIC of the machine QEMU ran on.
final class SimpleTraceRecording implements Recording {

    static final String KIND = "QEMU simpletrace";

    private static final long VERSION = 4;
    private static final String CLOCK = "mono";
    private static final int BLOCKS_AHEAD = 2;
    private static final long MEMORY_LIMIT_BYTES = 1L << 28;

    private final LogFile file;
    private final TraceRecords records;
    private final LineTimes times = new LineTimes(true);
    private final Map<Integer, EventFormat> formats = QemuEvents.formats();
    private final Arena arena = Arena.ofShared();
    private final ExecutorService thread;
    private final Executor prefetcher;
    private final List<CpuStream> opened = new ArrayList<>();

    private SimpleTraceRecording(LogFile file, TraceHeader header, OpenOptions options) {
        this.file = file;
        this.records = new TraceRecords(file, header.order());
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("simpletrace").factory());
        this.prefetcher = options.prefetchThreads() == 0 ? task -> {} : thread;
    }

    /// Opens a trace.
    ///
    /// @throws RecordingException when it is missing, no trace, or of a version without names
    static SimpleTraceRecording open(Path path, OpenOptions options) {
        LogFile file = LogFile.open(path);
        boolean opened = false;
        try {
            byte[] head = new byte[(int) Math.min(TraceHeader.BYTES, file.sizeBytes())];
            file.read(0, head, head.length);
            TraceHeader header = TraceHeader.read(head)
                    .orElseThrow(() -> file.damaged(0, "the header of a binary trace of QEMU", "something else"));
            if (header.version() != VERSION) {
                throw file.damaged(
                        2L * Long.BYTES,
                        "version 4, of QEMU 2.8 and later: older versions do not name their events",
                        "version " + Long.toUnsignedString(header.version()));
            }
            SimpleTraceRecording recording = new SimpleTraceRecording(file, header, options);
            opened = true;
            return recording;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    @Override
    public String kind() {
        return KIND + " v" + VERSION;
    }

    /// Order of the records the trace is turned into, whatever its own.
    @Override
    public ByteOrder byteOrder() {
        return ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public int longBytes() {
        return Long.BYTES;
    }

    @Override
    public Map<Integer, EventFormat> formats() {
        return formats;
    }

    @Override
    public KernelSymbols symbols() {
        return names -> List.of();
    }

    @Override
    public Map<Integer, String> taskNames() {
        return Map.of();
    }

    @Override
    public List<RecordingBuffer> buffers() {
        return List.of(new RecordingBuffer("", CLOCK, 0, List.of(0)));
    }

    @Override
    public Map<String, String> facts() {
        return times.facts();
    }

    @Override
    public Optional<String> damage() {
        return Optional.empty();
    }

    @Override
    public SkippedInput skipped() {
        return records.skipped();
    }

    @Override
    public double shareRead() {
        return file.shareRead();
    }

    @Override
    public CpuStream open(RecordingBuffer buffer, int cpu) {
        MemoryBudget budget = new MemoryBudget(arena, MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES);
        PrefetchingCpuStream blocks = new PrefetchingCpuStream(cpu, records, budget, prefetcher, BLOCKS_AHEAD);
        CpuStream stream = new InterleavedCpuStream(List.of(blocks), times::settle);
        opened.add(stream);
        return stream;
    }

    @Override
    public void close() {
        opened.forEach(CpuStream::close);
        thread.shutdown();
        arena.close();
        file.close();
    }
}
