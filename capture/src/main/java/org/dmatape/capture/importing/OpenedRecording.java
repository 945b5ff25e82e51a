// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.internal.merge.NumberedStream;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;

/// A recording with the numbers its buffers have in table `source`: consecutive ones.
///
/// @param recording the recording
/// @param firstSourceId number of its first buffer
record OpenedRecording(Recording recording, int firstSourceId) {

    /// Numbers the buffers of several recordings one after the other.
    static List<OpenedRecording> numbered(List<? extends Recording> recordings) {
        List<OpenedRecording> opened = new ArrayList<>();
        int sourceId = 0;
        for (Recording recording : recordings) {
            opened.add(new OpenedRecording(recording, sourceId));
            sourceId += recording.buffers().size();
        }
        return List.copyOf(opened);
    }

    /// Opens every stream of every buffer.
    List<NumberedStream> streams() {
        boolean bigEndian = recording.byteOrder() == ByteOrder.BIG_ENDIAN;
        List<NumberedStream> streams = new ArrayList<>();
        int sourceId = firstSourceId;
        for (RecordingBuffer buffer : recording.buffers()) {
            for (CpuStream stream : recording.streams(buffer)) {
                streams.add(new NumberedStream(stream, sourceId, bigEndian));
            }
            sourceId++;
        }
        return streams;
    }
}
