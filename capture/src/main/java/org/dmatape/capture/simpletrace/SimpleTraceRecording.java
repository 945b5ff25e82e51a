// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.simpletrace;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.qemuevent.QemuEvents;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.recording.SkippedInput;
import org.dmatape.capture.ringbuffer.MemoryBudget;
import org.dmatape.capture.ringbuffer.PrefetchingCpuStream;
import org.dmatape.capture.synthetic.LineTimes;
import org.dmatape.capture.synthetic.LogFile;
import org.dmatape.capture.synthetic.LogRecording;

/// An open binary trace of QEMU: one stream. Its times are those of CLOCK_MONOTONIC of the machine QEMU ran on.
final class SimpleTraceRecording extends LogRecording {

    static final String KIND = "QEMU simpletrace";

    private static final long VERSION = 4;
    private static final String CLOCK = "mono";
    private static final int BLOCKS_AHEAD = 2;
    private static final long MEMORY_LIMIT_BYTES = 1L << 28;

    private final TraceRecords records;
    private final Map<Integer, EventFormat> formats = QemuEvents.formats();
    private final ExecutorService thread;
    private final Executor prefetcher;

    private SimpleTraceRecording(LogFile file, TraceHeader header, OpenOptions options) {
        super(file, new LineTimes(true), CLOCK, MEMORY_LIMIT_BYTES);
        this.records = new TraceRecords(file, header.order());
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("simpletrace").factory());
        this.prefetcher = options.prefetchThreads() == 0 ? task -> {} : thread;
    }

    /// Opens a trace.
    ///
    /// @throws RecordingException when it is missing, no trace, or of a version without names
    static SimpleTraceRecording open(Path path, OpenOptions options) {
        return LogFile.opened(path, options, file -> {
            TraceHeader header = TraceHeader.read(file.head(TraceHeader.BYTES))
                    .orElseThrow(() -> file.damaged(0, "the header of a binary trace of QEMU", "something else"));
            if (header.version() != VERSION) {
                throw file.damaged(
                        2L * Long.BYTES,
                        "version 4, of QEMU 2.8 and later: older versions do not name their events",
                        "version " + Long.toUnsignedString(header.version()));
            }
            return new SimpleTraceRecording(file, header, options);
        });
    }

    @Override
    public String kind() {
        return KIND + " v" + VERSION;
    }

    @Override
    public Map<Integer, EventFormat> formats() {
        return formats;
    }

    @Override
    public Map<String, String> facts() {
        return timeFacts();
    }

    @Override
    public SkippedInput skipped() {
        return records.skipped();
    }

    @Override
    protected List<PrefetchingCpuStream> readers(int cpu, MemoryBudget budget) {
        return List.of(new PrefetchingCpuStream(cpu, records, budget, prefetcher, BLOCKS_AHEAD));
    }

    @Override
    public void close() {
        super.close();
        thread.shutdown();
    }
}
