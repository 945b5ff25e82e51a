// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.util.List;
import java.util.SortedSet;
import org.dmatape.capture.clock.ClockMap;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.internal.decode.SeenDevices;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.merge.EventMerger;
import org.dmatape.capture.internal.merge.NumberedStream;
import org.dmatape.capture.internal.merge.TimeSpan;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.Recording;
import org.dmatape.format.manifest.EventCount;

/// Reads all events of all recordings in one order of time and turns them into rows. Decompression runs ahead and
/// compression behind on threads of their own; what is in between is one pass on one thread, so that the same
/// recordings always give the same rows.
public final class EventImporter {

    private static final long PROGRESS_EVERY = 1 << 18;

    private final List<OpenedRecording> recordings;
    private final SharedProgress progress;
    private final EventDecoder decoder;

    /// @param recordings recordings whose sources are numbered from 0
    public EventImporter(List<OpenedRecording> recordings, TapeRows rows, SharedProgress progress) {
        this.recordings = recordings;
        this.progress = progress;
        this.decoder = EventDecoder.ofOpened(recordings, rows);
    }

    /// An importer of one recording.
    public static EventImporter of(Recording recording, TapeRows rows) {
        return new EventImporter(
                List.of(new OpenedRecording(recording, 0, ClockMap.SAME)),
                rows,
                SharedProgress.of(recording, ImportProgress.NONE));
    }

    /// Reads everything.
    public void run() {
        List<NumberedStream> streams =
                recordings.stream().flatMap(opened -> opened.streams().stream()).toList();
        try (EventMerger merger = new EventMerger(streams, decoder)) {
            EventCursor event = merger.cursor();
            merger.survey(() -> decoder.survey(event));
            while (merger.next(decoder.rows().numbers().next())) {
                decoder.take(event);
                if (decoder.total() % PROGRESS_EVERY == 0) {
                    progress.read(decoder.total());
                }
            }
        }
        decoder.addAbsentCpus();
        decoder.writeLosses();
        decoder.writeStacks();
        progress.done(decoder.total());
    }

    /// Events read.
    public long total() {
        return decoder.total();
    }

    /// Events of one source.
    public long ofSource(int sourceId) {
        return decoder.ofSource(sourceId);
    }

    /// How often each event occurred, and what became of it.
    public List<EventCount> counts() {
        return decoder.eventCounts();
    }

    /// Pids of the command that was recorded, in the first recording.
    public SortedSet<Integer> commandPids() {
        return decoder.commandPids();
    }

    /// The devices that events named, and how they belong together.
    public SeenDevices devices() {
        return decoder.devices();
    }

    /// When the first and the last event were; zeros when there is none.
    public TimeSpan timeSpan() {
        return decoder.timeSpan();
    }
}
