// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.qemulog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.qemuevent.QemuEvents;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.recording.SkippedInput;
import org.dmatape.capture.ringbuffer.MemoryBudget;
import org.dmatape.capture.ringbuffer.PrefetchingCpuStream;
import org.dmatape.capture.synthetic.LineChunks;
import org.dmatape.capture.synthetic.LineTimes;
import org.dmatape.capture.synthetic.LogChunks;
import org.dmatape.capture.synthetic.LogFile;
import org.dmatape.capture.synthetic.TextLogRecording;

/// An open trace log of QEMU: one stream, parsed chunk by chunk on several threads, in the order of its lines.
final class QemuLogRecording extends TextLogRecording {

    static final String KIND = "QEMU trace log";

    private static final String WALL_CLOCK = "realtime";
    private static final int BLOCKS_AHEAD = 2;
    private static final long MEMORY_LIMIT_BYTES = 1L << 30;

    private final LineCounts counts = new LineCounts();
    private final Map<Integer, EventFormat> formats = QemuEvents.formats();
    private final int lanes;
    private final ExecutorService threads;
    private final Executor prefetcher;

    private QemuLogRecording(LogFile file, boolean stamped, OpenOptions options) {
        super(file, new LineTimes(stamped), stamped ? WALL_CLOCK : LineTimes.NO_CLOCK, MEMORY_LIMIT_BYTES);
        this.lanes = Math.max(1, options.prefetchThreads());
        this.threads = Executors.newFixedThreadPool(
                lanes, Thread.ofPlatform().daemon().name("qemu-log-", 1).factory());
        this.prefetcher = options.prefetchThreads() == 0 ? task -> {} : threads;
    }

    /// Opens a log.
    ///
    /// @throws RecordingException when it is missing, or its first lines have no event of QEMU
    static QemuLogRecording open(Path path, OpenOptions options) {
        return LogFile.opened(path, options, file -> {
            byte[] head = file.textHead(RecordingFormat.HEAD_BYTES);
            LogHead shown = LogHead.of(head);
            if (shown.events() == 0) {
                throw new RecordingException(path + ": expected a trace log of QEMU but found no event in its first "
                        + head.length + " bytes");
            }
            return new QemuLogRecording(file, shown.stamped() > 0, options);
        });
    }

    @Override
    public String kind() {
        return kindOf(KIND);
    }

    @Override
    public Map<Integer, EventFormat> formats() {
        return formats;
    }

    /// What became of the lines; complete when the stream has been read to its end.
    ///
    /// | name | content |
    /// |---|---|
    /// | `time_stamps` | `yes`, or that there are none |
    /// | `event_lines` | lines that became records |
    /// | `other_event_lines` | lines with a time before an event that is not understood |
    /// | `other_lines` | lines that are no events: the guest's console, warnings |
    /// | `malformed_lines` | lines that begin as an event that is understood and do not go on as one |
    /// | `cut_lines` | 1 when the log ends within a line, which is not used |
    /// | `lines_back_in_time`, `largest_step_back_ns` | lines that are older than the one before |
    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(timeFacts());
        facts.putAll(counts.facts());
        return facts;
    }

    @Override
    public SkippedInput skipped() {
        return counts.skipped();
    }

    @Override
    protected List<PrefetchingCpuStream> readers(int cpu, LogChunks chunks, MemoryBudget budget) {
        List<PrefetchingCpuStream> readers = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            LineChunks lines = new LineChunks(chunks, new QemuLineParser(counts), lane, lanes);
            readers.add(new PrefetchingCpuStream(cpu, lines, budget, prefetcher, BLOCKS_AHEAD));
        }
        return readers;
    }

    @Override
    public void close() {
        super.close();
        threads.shutdown();
    }
}
