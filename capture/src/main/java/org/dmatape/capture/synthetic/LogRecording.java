// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.KernelSymbols;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.ringbuffer.MemoryBudget;
import org.dmatape.capture.ringbuffer.PrefetchingCpuStream;

/// A log that is turned into synthetic records: one buffer of one CPU, because a log does not say where a thread ran,
/// in the order in which it was written. It knows no tasks and no functions.
public abstract class LogRecording implements Recording {

    private final LogFile file;
    private final LineTimes times;
    private final String clock;
    private final long memoryLimitBytes;
    private final Arena arena = Arena.ofShared();
    private final List<CpuStream> opened = new ArrayList<>();

    /// A recording that takes over the file.
    ///
    /// @param clock clock of its times
    /// @param memoryLimitBytes what the blocks under way may take together
    protected LogRecording(LogFile file, LineTimes times, String clock, long memoryLimitBytes) {
        this.file = file;
        this.times = times;
        this.clock = clock;
        this.memoryLimitBytes = memoryLimitBytes;
    }

    /// The readers of the file; their blocks take turns.
    protected abstract List<PrefetchingCpuStream> readers(int cpu, MemoryBudget budget);

    /// What it is, and how it is compressed.
    protected final String kindOf(String kind) {
        return file.compression().kindOf(kind);
    }

    /// How the file is compressed, and what was said of the times so far.
    protected final Map<String, String> timeFacts() {
        Map<String, String> facts = new LinkedHashMap<>(file.compression().facts());
        facts.putAll(times.facts());
        return facts;
    }

    /// Order of the records the log is turned into.
    @Override
    public final ByteOrder byteOrder() {
        return ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public final int longBytes() {
        return Long.BYTES;
    }

    @Override
    public final KernelSymbols symbols() {
        return names -> List.of();
    }

    @Override
    public final Map<Integer, String> taskNames() {
        return Map.of();
    }

    @Override
    public final List<RecordingBuffer> buffers() {
        return List.of(new RecordingBuffer("", clock, 0, List.of(0)));
    }

    @Override
    public final Optional<String> damage() {
        return file.damage();
    }

    @Override
    public final double shareRead() {
        return file.shareRead();
    }

    @Override
    public final CpuStream open(RecordingBuffer buffer, int cpu) {
        MemoryBudget budget = new MemoryBudget(arena, memoryLimitBytes, memoryLimitBytes);
        CpuStream stream = new InterleavedCpuStream(readers(cpu, budget), times::settle);
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
