// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.recording.ChecksummedRecording;
import org.dmatape.capture.recording.FileChecksum;
import org.dmatape.capture.ringbuffer.MemoryBudget;
import org.dmatape.capture.ringbuffer.PrefetchingCpuStream;

/// A log of lines, compressed or not, that is read once: the chunks the lanes parse give the checksum of the file, too.
public abstract class TextLogRecording extends LogRecording implements ChecksummedRecording {

    private final LogFile file;
    private final List<LogChunks> opened = new ArrayList<>();

    /// A recording that takes over the file, see [LogRecording].
    protected TextLogRecording(LogFile file, LineTimes times, String clock, long memoryLimitBytes) {
        super(file, times, clock, memoryLimitBytes);
        this.file = file;
    }

    /// The readers of the chunks; their blocks take turns.
    protected abstract List<PrefetchingCpuStream> readers(int cpu, LogChunks chunks, MemoryBudget budget);

    @Override
    protected final List<PrefetchingCpuStream> readers(int cpu, MemoryBudget budget) {
        LogChunks chunks = new LogChunks(file);
        opened.add(chunks);
        return readers(cpu, chunks, budget);
    }

    @Override
    public final FileChecksum checksum() {
        return opened.getLast().checksum();
    }

    @Override
    public void close() {
        super.close();
        opened.forEach(LogChunks::close);
    }
}
