// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.clock.ClockCorrectedStream;
import org.dmatape.capture.clock.ClockMap;
import org.dmatape.capture.clock.ClockMethod;
import org.dmatape.capture.clock.SourceClock;
import org.dmatape.capture.internal.merge.NumberedStream;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;

/// A recording with the numbers its buffers have in table `source`: consecutive ones.
///
/// @param recording the recording
/// @param firstSourceId number of its first buffer
/// @param clock from its clock to the tape's
public record OpenedRecording(Recording recording, int firstSourceId, ClockMap clock) {

    /// Numbers the buffers of several recordings one after the other.
    ///
    /// @param clocks the clock of each
    public static List<OpenedRecording> numbered(List<? extends Recording> recordings, List<ClockMap> clocks) {
        List<OpenedRecording> opened = new ArrayList<>();
        int sourceId = 0;
        for (int i = 0; i < recordings.size(); i++) {
            Recording recording = recordings.get(i);
            opened.add(new OpenedRecording(recording, sourceId, clocks.get(i)));
            sourceId += recording.buffers().size();
        }
        return List.copyOf(opened);
    }

    /// How the clock of a buffer relates to the tape's.
    ///
    /// @param ofRecording how that of the recording does
    public ClockMethod clockMethod(int buffer, SourceClock ofRecording) {
        boolean isLeftOut = recording instanceof OneClockRecording one && one.isLeftOut(buffer);
        return isLeftOut ? ClockMethod.UNKNOWN : ofRecording.method();
    }

    /// Opens every stream of every buffer.
    List<NumberedStream> streams() {
        boolean bigEndian = recording.byteOrder() == ByteOrder.BIG_ENDIAN;
        List<NumberedStream> streams = new ArrayList<>();
        int sourceId = firstSourceId;
        for (RecordingBuffer buffer : recording.buffers()) {
            for (CpuStream stream : recording.streams(buffer)) {
                CpuStream onTape = clock.isSame() ? stream : new ClockCorrectedStream(stream, clock);
                streams.add(new NumberedStream(onTape, sourceId, bigEndian));
            }
            sourceId++;
        }
        return streams;
    }
}
