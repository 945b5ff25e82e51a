// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.jspecify.annotations.Nullable;

/// The samples of tracepoints, of all CPUs in order of time: sorted within the bounds that perf's rounds give.
final class PerfSampleStream implements CpuStream {

    private static final int MOST_CPUS = 1 << 13;
    private static final int CONTENT = SampleReader.HEADER_BYTES;
    private static final int LOST_ID = CONTENT;
    private static final int LOST_COUNT = CONTENT + 8;
    private static final int LOST_BYTES = CONTENT + 16;
    private static final int TRACING_DATA_BYTES = CONTENT + 4;

    private final PerfFile file;
    private final PerfMetadata metadata;
    private final PerfDataRecording recording;
    private final Arena arena = Arena.ofShared();
    private final RecordWalker records;
    private final SampleReader sample;
    private final SampleWindow window;
    private final Optional<CallChainRecord> stacks;
    private long newestNs = Long.MIN_VALUE;
    /// Nothing that comes can be older: the newest time of the round before the last.
    private long settledNs = Long.MIN_VALUE;
    private final int lowestCpu;
    private boolean ended;
    private boolean closed;

    PerfSampleStream(PerfFile file, PerfMetadata metadata, PerfDataRecording recording) {
        this.file = file;
        this.metadata = metadata;
        this.recording = recording;
        this.records = new RecordWalker(file, metadata.dataOffset(), metadata.dataEnd());
        this.sample = new SampleReader(file);
        this.window = new SampleWindow(arena);
        this.stacks = CallChainRecord.formatOf(metadata).map(format -> new CallChainRecord(file, format));
        this.lowestCpu = metadata.cpus().isEmpty() ? 0 : metadata.cpus().getFirst();
    }

    /// A CPU's number, or 0 for one no machine has.
    static int checkedCpu(int cpu) {
        return cpu >= 0 && cpu < MOST_CPUS ? cpu : 0;
    }

    @Override
    public int cpu() {
        return lowestCpu;
    }

    @Override
    public Optional<EventBlock> next() {
        window.dropReady();
        while (!ended && !closed) {
            if (!records.next()) {
                ended = true;
                window.seal(Long.MAX_VALUE);
            } else if (records.type() == RecordType.FINISHED_ROUND) {
                window.seal(settledNs);
                settledNs = newestNs;
            } else {
                take();
            }
            if (window.isFull()) {
                window.seal(Long.MAX_VALUE);
            }
            if (!window.isEmpty()) {
                recording.readTo(records.offset());
                return Optional.of(window);
            }
        }
        return Optional.empty();
    }

    private void take() {
        MemorySegment memory = records.memory();
        int at = records.record();
        int size = records.size();
        switch (records.type()) {
            case RecordType.SAMPLE -> sample(memory, at, size);
            case RecordType.LOST -> {
                if (size >= LOST_BYTES) {
                    PerfAttribute attribute = metadata.attributes().ofId(file.int64(memory, (long) at + LOST_ID));
                    lost(memory, at, size, attribute, file.int64(memory, (long) at + LOST_COUNT));
                }
            }
            case RecordType.LOST_SAMPLES -> {
                if (size >= LOST_COUNT) {
                    long count = file.int64(memory, (long) at + CONTENT);
                    lost(memory, at, size, metadata.attributes().any(), count);
                }
            }
            case RecordType.AUXTRACE -> PerfSurvey.skipAuxiliary(file, records);
            case RecordType.TRACING_DATA -> {
                if (size >= TRACING_DATA_BYTES) {
                    records.skipBehind(Integer.toUnsignedLong(file.int32(memory, (long) at + CONTENT)));
                }
            }
            default -> {
                // no event
            }
        }
    }

    private void sample(MemorySegment memory, int at, int size) {
        PerfAttribute attribute = metadata.attributes().ofSample(memory, at, size);
        if (attribute == null || attribute.type() != PerfAttribute.TRACEPOINT) {
            return;
        }
        if (!sample.read(memory, at, size, attribute)) {
            return;
        }
        newestNs = Math.max(newestNs, sample.tsNs());
        int cpu = checkedCpu(sample.cpu());
        window.add(cpu, sample.tsNs(), memory, sample.rawOffset(), sample.rawBytes());
        if (sample.chainWords() > 0 && stacks.isPresent() && stacks.get().read(memory, sample)) {
            CallChainRecord stack = stacks.get();
            window.add(cpu, sample.tsNs(), stack.memory(), 0, stack.sizeBytes());
        }
    }

    private void lost(MemorySegment memory, int at, int size, @Nullable PerfAttribute attribute, long count) {
        if (attribute != null && sample.readTrailer(memory, at, size, attribute)) {
            window.addLoss(checkedCpu(sample.cpu()), sample.tsNs(), count < 0 ? -1 : count);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            records.close();
            arena.close();
        }
    }
}
