// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;

/// One event as a test sees it.
///
/// @param buffer name of the buffer
/// @param cpu number of the CPU
/// @param tsNs time
/// @param name name of the event
/// @param lostBefore events lost before it; 0 for none, -1 for an unknown number
record RecordedEvent(String buffer, int cpu, long tsNs, String name, long lostBefore) {

    /// Everything in a recording, buffer by buffer and CPU by CPU.
    static List<RecordedEvent> readAll(Path file) {
        try (Recording recording = TraceDatRecording.open(file, OpenOptions.DEFAULT)) {
            return readAll(recording);
        }
    }

    static List<RecordedEvent> readAll(Recording recording) {
        List<RecordedEvent> events = new ArrayList<>();
        for (RecordingBuffer buffer : recording.buffers()) {
            for (int cpu : buffer.cpus()) {
                try (CpuStream stream = recording.open(buffer, cpu)) {
                    read(recording, buffer, stream, events);
                }
            }
        }
        return events;
    }

    private static void read(
            Recording recording, RecordingBuffer buffer, CpuStream stream, List<RecordedEvent> events) {
        ValueLayout.OfShort typeLayout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(recording.byteOrder());
        for (Optional<EventBlock> next = stream.next(); next.isPresent(); next = stream.next()) {
            EventBlock block = next.get();
            MemorySegment memory = block.memory();
            int loss = 0;
            for (int i = 0; i < block.count(); i++) {
                long lostBefore = 0;
                for (; loss < block.lossCount() && block.lossBeforeIndex(loss) == i; loss++) {
                    lostBefore = block.lossEvents(loss);
                }
                int type = Short.toUnsignedInt(memory.get(typeLayout, block.recordOffset(i)));
                EventFormat format = recording.formats().get(type);
                String name = format == null ? "event " + type : format.name();
                events.add(new RecordedEvent(buffer.name(), stream.cpu(), block.tsNs(i), name, lostBefore));
            }
            block.release();
        }
    }
}
