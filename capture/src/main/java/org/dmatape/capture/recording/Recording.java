// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.capture.eventformat.EventFormat;

/// An opened recording of ring-buffer events with everything needed to understand them.
public interface Recording extends AutoCloseable {

    /// What it is, e.g. `trace.dat v7`.
    String kind();

    /// Byte order of the records.
    ByteOrder byteOrder();

    /// Bytes of a kernel `long`: 4 or 8.
    int longBytes();

    /// Layout of every event the recording may hold, by id.
    Map<Integer, EventFormat> formats();

    /// Addresses of kernel functions.
    KernelSymbols symbols();

    /// Names of threads by pid, as far as they were kept.
    Map<Integer, String> taskNames();

    /// The ring buffers.
    List<RecordingBuffer> buffers();

    /// Facts of the host kept in the file (uname, version of the recorder, cpustat and the like), by name.
    Map<String, String> facts();

    /// Where reading a damaged recording stopped, when it was opened for salvage; empty for a whole one.
    Optional<String> damage();

    /// What was read and is no event, complete once all streams have been read to their ends.
    default SkippedInput skipped() {
        return SkippedInput.NONE;
    }

    /// How much of the recording has been read, 0 to 1; 0 while unknown. May be asked from any thread.
    default double shareRead() {
        return 0;
    }

    /// All streams of a buffer: one per CPU, unless the source has the events of all CPUs in one order already.
    default List<CpuStream> streams(RecordingBuffer buffer) {
        return buffer.cpus().stream().map(cpu -> open(buffer, cpu)).toList();
    }

    /// The events of one CPU. Decompression and walking happen ahead, on other threads, within a bounded number of
    /// blocks.
    CpuStream open(RecordingBuffer buffer, int cpu);

    @Override
    void close();
}
