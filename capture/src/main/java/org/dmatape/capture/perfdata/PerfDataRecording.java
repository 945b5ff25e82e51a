// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.KernelSymbols;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.recording.SkippedInput;
import org.dmatape.capture.tracedat.TracingData;

/// A recording made by perf: the samples of tracepoints hold the records the kernel writes for ftrace, too.
final class PerfDataRecording implements Recording {

    private static final int SUB_BUFFER_BYTES = 0;

    private final PerfFile file;
    private final PerfMetadata metadata;
    private final TracingData tracing;
    private volatile long readBytes;

    private PerfDataRecording(PerfFile file, PerfMetadata metadata, TracingData tracing) {
        this.file = file;
        this.metadata = metadata;
        this.tracing = tracing;
    }

    /// Opens a perf.data and walks through it once.
    static PerfDataRecording open(Path path) {
        PerfFile file = PerfFile.open(path);
        boolean opened = false;
        try {
            PerfMetadata metadata = PerfHeader.read(file);
            new PerfSurvey(file, metadata).walk();
            if (!metadata.attributes().hasTracepoints()) {
                throw new RecordingException(path + " has no tracepoint in it: expected a recording as of"
                        + " perf record -e 'dma:*' -e 'iommu:*' -a");
            }
            TracingData tracing = metadata.tracing()
                    .orElseThrow(() -> new RecordingException(
                            path + " has no event formats in it, expected those that perf record adds (TRACING_DATA)"));
            opened = true;
            return new PerfDataRecording(file, metadata, tracing);
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    @Override
    public String kind() {
        return "perf.data";
    }

    @Override
    public ByteOrder byteOrder() {
        return file.order();
    }

    @Override
    public int longBytes() {
        return tracing.longBytes();
    }

    @Override
    public Map<Integer, EventFormat> formats() {
        Map<Integer, EventFormat> formats = new HashMap<>(tracing.formats());
        CallChainRecord.formatOf(metadata).ifPresent(format -> formats.put(format.id(), format));
        return formats;
    }

    /// perf keeps no symbols for event formats, so probes are told by the names of their events, and call stacks are
    /// addresses.
    @Override
    public KernelSymbols symbols() {
        return names -> List.of();
    }

    @Override
    public Map<Integer, String> taskNames() {
        Map<Integer, String> names = new HashMap<>(tracing.taskNames());
        names.putAll(metadata.taskNames());
        return names;
    }

    @Override
    public List<RecordingBuffer> buffers() {
        return List.of(new RecordingBuffer("", metadata.attributes().clock(), SUB_BUFFER_BYTES, metadata.cpus()));
    }

    /// Facts of the host, as far as perf noted them: `hostname`, `uname` (the kernel's release), `recorder_version`,
    /// `architecture`, `cpu_count`, `command_line`.
    @Override
    public Map<String, String> facts() {
        return metadata.features().facts();
    }

    @Override
    public Optional<String> damage() {
        return Optional.empty();
    }

    @Override
    public SkippedInput skipped() {
        return new SkippedInput(metadata.otherSamples(), 0);
    }

    @Override
    public double shareRead() {
        return file.sizeBytes() == 0 ? 0 : Math.min(1, (double) readBytes / file.sizeBytes());
    }

    /// The file has been read that far.
    void readTo(long bytes) {
        readBytes = bytes;
    }

    @Override
    public List<CpuStream> streams(RecordingBuffer buffer) {
        return List.of(new PerfSampleStream(file, metadata, this));
    }

    /// The samples of all CPUs, which are in one order.
    @Override
    public CpuStream open(RecordingBuffer buffer, int cpu) {
        return new PerfSampleStream(file, metadata, this);
    }

    @Override
    public void close() {
        file.close();
    }
}
