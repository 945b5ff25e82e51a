// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kernellog;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.eventformat.EventFormat;
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

/// An open log of a kernel: one stream, read by the reader's own thread.
final class KernelLogRecording extends TextLogRecording {

    static final String KIND = "kernel log";

    /// System of the events' formats.
    static final String SYSTEM = "kernel_log";

    /// Fact: how many boots the log tells of, where it is more than one.
    static final String BOOTS = "boots";

    /// printk takes local_clock(), which runs from boot as `mono` does but is not corrected: named for itself.
    static final String CLOCK = "printk";

    private static final int BLOCKS_AHEAD = 1;
    private static final long MEMORY_LIMIT_BYTES = 64L << 20;

    private final HostMode mode = new HostMode();
    private final KernelLineParser parser = new KernelLineParser(mode);

    private KernelLogRecording(LogFile file, boolean stamped) {
        super(file, new LineTimes(stamped), stamped ? CLOCK : LineTimes.NO_CLOCK, MEMORY_LIMIT_BYTES);
    }

    /// Opens a log.
    ///
    /// @throws RecordingException when it is missing or cannot be read
    static KernelLogRecording open(Path path, OpenOptions options) {
        return LogFile.opened(
                path,
                options,
                file -> new KernelLogRecording(
                        file, KernelLogFormat.isStamped(file.textHead(RecordingFormat.HEAD_BYTES))));
    }

    @Override
    public String kind() {
        return kindOf(KIND);
    }

    @Override
    public Map<Integer, EventFormat> formats() {
        return Map.of(KernelFault.ID, KernelFault.FORMAT);
    }

    /// What the log says of the host; complete when the stream has been read to its end.
    ///
    /// | name | content |
    /// |---|---|
    /// | `linux_version`, `command_line` | the kernel, and what it was started with |
    /// | `iommu_default_domain_type` | e.g. `Translated`, `Passthrough (set via kernel command line)` |
    /// | `iommu_invalidation_policy` | strict or lazy |
    /// | `swiotlb` | memory of the bounce buffers |
    /// | `tsc_unstable` | why the kernel does not trust the processor's clock, where it does not |
    /// | `boots` | how often the kernel started, where the log has it more than once |
    /// | `time_stamps` | `yes`, or that there are none |
    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(timeFacts());
        facts.putAll(mode.facts());
        return facts;
    }

    @Override
    public SkippedInput skipped() {
        return parser.skipped();
    }

    @Override
    protected List<PrefetchingCpuStream> readers(int cpu, LogChunks chunks, MemoryBudget budget) {
        LineChunks lines = new LineChunks(chunks, parser, 0, 1);
        return List.of(new PrefetchingCpuStream(cpu, lines, budget, task -> {}, BLOCKS_AHEAD));
    }
}
