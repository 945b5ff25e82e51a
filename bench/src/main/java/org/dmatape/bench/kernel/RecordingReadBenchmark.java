// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.kernel;

import java.nio.file.Path;
import java.util.Optional;
import org.dmatape.capture.importing.RecordingFormats;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.recording.RecordingFormat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Reading a whole recording to its events, without understanding them: opening, decompressing, walking pages or
/// parsing lines, on the thread that asks.
public class RecordingReadBenchmark extends RecordingBenchmark {

    private static final OpenOptions ON_THIS_THREAD = new OpenOptions(false, 0);

    /// What is read.
    @Param({"TRACE_DAT", "QEMU_LOG"})
    public RecordingSide input = RecordingSide.TRACE_DAT;

    private Path file = Path.of("");
    private Optional<RecordingFormat> format = Optional.empty();

    /// Chooses the file.
    @Setup
    public void choose() {
        file = inputs().file(input);
        format = RecordingFormats.of(file);
    }

    /// Reads it.
    ///
    /// @return the sum of the times of its events, so that each is looked at
    @Benchmark
    public long read(EventCounter counter) {
        long sum = 0;
        try (Recording recording = format.orElseThrow().open(file, ON_THIS_THREAD)) {
            for (RecordingBuffer buffer : recording.buffers()) {
                for (CpuStream stream : recording.streams(buffer)) {
                    try (stream) {
                        sum += read(stream, counter);
                    }
                }
            }
        }
        return sum;
    }

    private static long read(CpuStream stream, EventCounter counter) {
        long sum = 0;
        for (Optional<EventBlock> next = stream.next(); next.isPresent(); next = stream.next()) {
            EventBlock block = next.get();
            for (int event = 0; event < block.count(); event++) {
                sum += block.tsNs(event);
            }
            counter.events += block.count();
            block.release();
        }
        return sum;
    }
}
