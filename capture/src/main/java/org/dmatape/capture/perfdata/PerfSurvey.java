// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.dmatape.capture.tracedat.TracingData;

/// A first walk through the records: names of threads, CPUs, and, in a file written to a pipe, everything that
/// otherwise stands in the header.
final class PerfSurvey {

    private static final int CONTENT = SampleReader.HEADER_BYTES;
    private static final int LONGEST_NAME_BYTES = 16;
    private static final int COMM_TID = CONTENT + 4;
    private static final int COMM_NAME = CONTENT + 8;
    private static final int FORK_TID = CONTENT + 8;
    private static final int FORK_PARENT_TID = CONTENT + 12;
    private static final int FORK_END = CONTENT + 16;
    private static final int ATTRIBUTE_SIZE = CONTENT + 4;
    private static final int FEATURE_CONTENT = CONTENT + 8;

    private final PerfFile file;
    private final PerfMetadata metadata;
    private final SampleReader sample;

    PerfSurvey(PerfFile file, PerfMetadata metadata) {
        this.file = file;
        this.metadata = metadata;
        this.sample = new SampleReader(file);
    }

    void walk() {
        try (RecordWalker records = new RecordWalker(file, metadata.dataOffset(), metadata.dataEnd())) {
            while (records.next()) {
                visit(records);
            }
        }
    }

    private void visit(RecordWalker records) {
        MemorySegment memory = records.memory();
        int at = records.record();
        int size = records.size();
        switch (records.type()) {
            case RecordType.SAMPLE -> sample(memory, at, size);
            case RecordType.COMM -> {
                if (size > COMM_NAME) {
                    metadata.name(file.int32(memory, (long) at + COMM_TID), text(memory, at + COMM_NAME, at + size));
                }
            }
            case RecordType.FORK -> {
                if (size >= FORK_END) {
                    fork(file.int32(memory, (long) at + FORK_TID), file.int32(memory, (long) at + FORK_PARENT_TID));
                }
            }
            case RecordType.ATTRIBUTE -> attribute(memory, at, size);
            case RecordType.TRACING_DATA -> tracingData(records, memory, at, size);
            case RecordType.FEATURE -> {
                if (size >= FEATURE_CONTENT) {
                    metadata.features()
                            .read(
                                    (int) file.int64(memory, (long) at + CONTENT),
                                    memory.asSlice((long) at + FEATURE_CONTENT, (long) size - FEATURE_CONTENT));
                }
            }
            case RecordType.AUXTRACE -> skipAuxiliary(file, records);
            default -> {
                // nothing that is needed
            }
        }
    }

    private void sample(MemorySegment memory, int at, int size) {
        PerfAttribute attribute = metadata.attributes().ofSample(memory, at, size);
        if (attribute != null
                && attribute.type() == PerfAttribute.TRACEPOINT
                && sample.read(memory, at, size, attribute)) {
            metadata.addCpu(PerfSampleStream.checkedCpu(sample.cpu()));
        } else {
            metadata.countOtherSample();
        }
    }

    /// A thread has the name of the one that made it, until it gets its own.
    private void fork(int tid, int parentTid) {
        String name = metadata.taskNames().get(parentTid);
        if (name != null && !metadata.taskNames().containsKey(tid)) {
            metadata.name(tid, name);
        }
    }

    private void attribute(MemorySegment memory, int at, int size) {
        long bytes = size >= CONTENT + PerfAttribute.LEAST_BYTES ? file.int32(memory, (long) at + ATTRIBUTE_SIZE) : 0;
        if (bytes < PerfAttribute.LEAST_BYTES || bytes > size - CONTENT) {
            throw file.damaged(at, "an attribute within its record of " + size + " bytes", "one of " + bytes);
        }
        PerfAttribute attribute = PerfAttribute.read(file, memory, (long) at + CONTENT, bytes);
        metadata.attributes().add(attribute, memory, at + CONTENT + bytes, size - CONTENT - bytes);
    }

    private void tracingData(RecordWalker records, MemorySegment memory, int at, int size) {
        long bytes =
                size >= CONTENT + Integer.BYTES ? Integer.toUnsignedLong(file.int32(memory, (long) at + CONTENT)) : 0;
        long offset = records.offset();
        MemorySegment content = file.part(offset, bytes, "the event formats");
        metadata.setTracing(TracingData.read(content, offset, file));
        records.skipBehind(bytes);
    }

    /// Passes over the traces of other hardware, which lie behind their record.
    static void skipAuxiliary(PerfFile file, RecordWalker records) {
        if (records.size() >= CONTENT + Long.BYTES) {
            records.skipBehind(file.int64(records.memory(), (long) records.record() + CONTENT));
        }
    }

    private static String text(MemorySegment memory, int from, int to) {
        int limit = Math.min(to, from + LONGEST_NAME_BYTES);
        int end = from;
        while (end < limit && memory.get(ValueLayout.JAVA_BYTE, end) != 0) {
            end++;
        }
        return new String(
                memory.asSlice(from, (long) end - from).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
