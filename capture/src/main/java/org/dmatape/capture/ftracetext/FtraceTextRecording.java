// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.KernelSymbols;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.recording.SkippedInput;

/// A recording that is a text: every line becomes a record such as the kernel would have written. What the text does
/// not say cannot be brought back: times have microseconds (nine digits with `perf script --ns` and `trace-cmd report
/// -t`), the context is known only where the line has latency flags, and the kernel prints pointers as hashes, which
/// can still be compared.
final class FtraceTextRecording implements Recording {

    private static final int SUB_BUFFER_BYTES = 0;

    private final Path file;
    private final boolean salvage;
    private final TextSurvey survey;
    private final RecordingBuffer buffer;
    private final AtomicLong malformedLines = new AtomicLong();
    private volatile long readBytes;

    private FtraceTextRecording(Path file, boolean salvage, TextSurvey survey) {
        this.file = file;
        this.salvage = salvage;
        this.survey = survey;
        this.buffer = new RecordingBuffer("", survey.clock(), SUB_BUFFER_BYTES, survey.cpus());
    }

    /// Opens a text and walks through it once.
    static FtraceTextRecording open(Path file, OpenOptions options) {
        TextSurvey survey = TextSurvey.of(file, options.salvage());
        if (!survey.hasEvents()) {
            throw new RecordingException(file + " has no line of a trace event in it: expected a text as of"
                    + " /sys/kernel/tracing/trace, trace-cmd report or perf script");
        }
        return new FtraceTextRecording(file, options.salvage(), survey);
    }

    @Override
    public String kind() {
        return survey.kind();
    }

    @Override
    public ByteOrder byteOrder() {
        return RecordEncoder.ORDER;
    }

    @Override
    public int longBytes() {
        return Long.BYTES;
    }

    @Override
    public Map<Integer, EventFormat> formats() {
        return survey.formats();
    }

    /// The functions that probes name in the text, at addresses of no meaning but to be told apart.
    @Override
    public KernelSymbols symbols() {
        return this::find;
    }

    private List<KernelSymbols.Symbol> find(Set<String> names) {
        return survey.shapes().functions().entrySet().stream()
                .filter(function -> names.contains(function.getKey()))
                .map(function -> new KernelSymbols.Symbol(function.getValue(), function.getKey()))
                .sorted(Comparator.comparing(KernelSymbols.Symbol::address, Long::compareUnsigned))
                .toList();
    }

    @Override
    public Map<Integer, String> taskNames() {
        return survey.taskNames();
    }

    @Override
    public List<RecordingBuffer> buffers() {
        return List.of(buffer);
    }

    /// What was made of the text:
    ///
    /// | name | content |
    /// |---|---|
    /// | `lines` | lines of the file |
    /// | `event_lines` | lines of events |
    /// | `quoted_lines` | lines behind quote marks, as in a mail |
    /// | `wrapped_lines` | rests of events that a mail program had wrapped |
    @Override
    public Map<String, String> facts() {
        return survey.facts();
    }

    @Override
    public Optional<String> damage() {
        return survey.damage();
    }

    @Override
    public SkippedInput skipped() {
        return new SkippedInput(survey.foreignLines(), malformedLines.get());
    }

    @Override
    public double shareRead() {
        return survey.sizeBytes() == 0 ? 0 : Math.min(1, (double) readBytes / survey.sizeBytes());
    }

    /// An event could not be made into a record.
    void countMalformed() {
        malformedLines.incrementAndGet();
    }

    /// The text has been read that far.
    void readTo(long bytes) {
        readBytes = bytes;
    }

    @Override
    public List<CpuStream> streams(RecordingBuffer ofBuffer) {
        return List.of(new TextEventStream(new EventLines(file, salvage), survey, this));
    }

    /// The events of all CPUs: a text has them in one order.
    @Override
    public CpuStream open(RecordingBuffer ofBuffer, int cpu) {
        return new TextEventStream(new EventLines(file, salvage), survey, this);
    }

    @Override
    public void close() {}
}
