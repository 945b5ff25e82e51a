// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kernellog;

import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.KernelSymbols;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.recording.SkippedInput;
import org.dmatape.capture.ringbuffer.MemoryBudget;
import org.dmatape.capture.ringbuffer.PrefetchingCpuStream;
import org.dmatape.capture.synthetic.InterleavedCpuStream;
import org.dmatape.capture.synthetic.LineChunks;
import org.dmatape.capture.synthetic.LineTimes;
import org.dmatape.capture.synthetic.LogFile;

/// An open log of a kernel: one stream, read by the reader's own thread.
final class KernelLogRecording implements Recording {

    static final String KIND = "kernel log";

    /// System of the events' formats.
    static final String SYSTEM = "kernel_log";

    /// printk takes local_clock(), which runs from boot as `mono` does but is not corrected: named for itself.
    static final String CLOCK = "printk";

    private static final int BLOCKS_AHEAD = 1;
    private static final long MEMORY_LIMIT_BYTES = 64L << 20;

    private final LogFile file;
    private final boolean stamped;
    private final LineTimes times;
    private final HostMode mode = new HostMode();
    private final KernelLineParser parser = new KernelLineParser(mode);
    private final Arena arena = Arena.ofShared();
    private final List<CpuStream> opened = new ArrayList<>();

    private KernelLogRecording(LogFile file, boolean stamped) {
        this.file = file;
        this.stamped = stamped;
        this.times = new LineTimes(stamped);
    }

    /// Opens a log.
    ///
    /// @throws RecordingException when it is missing or cannot be read
    static KernelLogRecording open(Path path, OpenOptions options) {
        LogFile file = LogFile.open(path);
        boolean opened = false;
        try {
            byte[] head = new byte[(int) Math.min(RecordingFormat.HEAD_BYTES, file.sizeBytes())];
            file.read(0, head, head.length);
            KernelLogRecording recording = new KernelLogRecording(file, KernelLogFormat.isStamped(head));
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
        return KIND;
    }

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
        return Map.of(KernelFault.ID, KernelFault.FORMAT);
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
        return List.of(new RecordingBuffer("", stamped ? CLOCK : LineTimes.NO_CLOCK, 0, List.of(0)));
    }

    /// What the log says of the host; complete when the stream has been read to its end.
    ///
    /// | name | content |
    /// |---|---|
    /// | `linux_version`, `command_line` | the kernel, and what it was started with |
    /// | `iommu_default_domain_type` | e.g. `Translated`, `Passthrough (set via kernel command line)` |
    /// | `iommu_invalidation_policy` | strict or lazy |
    /// | `swiotlb` | memory of the bounce buffers |
    /// | `time_stamps` | `yes`, or that there are none |
    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(times.facts());
        facts.putAll(mode.facts());
        return facts;
    }

    @Override
    public Optional<String> damage() {
        return Optional.empty();
    }

    @Override
    public SkippedInput skipped() {
        return parser.skipped();
    }

    @Override
    public double shareRead() {
        return file.shareRead();
    }

    @Override
    public CpuStream open(RecordingBuffer buffer, int cpu) {
        MemoryBudget budget = new MemoryBudget(arena, MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES);
        LineChunks chunks = new LineChunks(file, parser, 0, 1);
        PrefetchingCpuStream lines = new PrefetchingCpuStream(cpu, chunks, budget, task -> {}, BLOCKS_AHEAD);
        CpuStream stream = new InterleavedCpuStream(List.of(lines), times::settle);
        opened.add(stream);
        return stream;
    }

    @Override
    public void close() {
        opened.forEach(CpuStream::close);
        arena.close();
        file.close();
    }
}
