// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.dmatape.capture.clock.ClockMap;
import org.dmatape.capture.internal.decode.SeenDevices;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.merge.EventMerger;
import org.dmatape.capture.internal.merge.NumberedStream;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.Recording;
import org.dmatape.format.manifest.EventCount;

/// Reads all events of all recordings in one order of time and turns them into rows. Decompression runs ahead and
/// compression behind on threads of their own; what is in between is one pass on one thread, so that the same
/// recordings always give the same rows.
final class EventImporter {

    private static final long PROGRESS_EVERY = 1 << 18;

    private final List<OpenedRecording> recordings;
    private final TapeRows rows;
    private final SharedProgress progress;
    private final SeenDevices devices;
    private final List<RecordingDecoder> decoders = new ArrayList<>();
    private final RecordingDecoder[] decoderOfSource;
    private final LossCollector losses = new LossCollector();
    private long total;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;

    /// @param recordings recordings whose sources are numbered from 0
    EventImporter(List<OpenedRecording> recordings, TapeRows rows, SharedProgress progress) {
        this.recordings = recordings;
        this.rows = rows;
        this.progress = progress;
        this.devices = new SeenDevices(rows.words().texts());
        List<RecordingDecoder> bySource = new ArrayList<>();
        for (OpenedRecording opened : recordings) {
            RecordingDecoder decoder = new RecordingDecoder(opened, rows, devices);
            decoders.add(decoder);
            opened.recording().buffers().forEach(_ -> bySource.add(decoder));
        }
        this.decoderOfSource = bySource.toArray(RecordingDecoder[]::new);
    }

    /// An importer of one recording.
    static EventImporter of(Recording recording, TapeRows rows) {
        return new EventImporter(
                List.of(new OpenedRecording(recording, 0, ClockMap.SAME)),
                rows,
                SharedProgress.of(recording, ImportProgress.NONE));
    }

    /// Reads everything.
    void run() {
        List<NumberedStream> streams =
                recordings.stream().flatMap(opened -> opened.streams().stream()).toList();
        try (EventMerger merger = new EventMerger(streams, this::lost)) {
            EventCursor event = merger.cursor();
            merger.survey(() -> decoderOfSource[event.sourceId()].survey(event));
            while (merger.next(rows.numbers().next())) {
                take(event);
            }
        }
        for (OpenedRecording opened : recordings) {
            losses.addAbsentCpus(opened);
        }
        losses.write(rows.losses(), timeSpan());
        progress.done(total);
    }

    private void take(EventCursor event) {
        long tsNs = event.tsNs();
        firstNs = Math.min(firstNs, tsNs);
        lastNs = Math.max(lastNs, tsNs);
        decoderOfSource[event.sourceId()].take(event);
        total++;
        if (total % PROGRESS_EVERY == 0) {
            progress.read(total);
        }
    }

    private void lost(int sourceId, int cpu, long fromNs, long toNs, long events, long fromEventId, long toEventId) {
        losses.lost(sourceId, cpu, fromNs, toNs, events, fromEventId, toEventId);
        decoderOfSource[sourceId].lost(cpu);
    }

    /// Events read.
    long total() {
        return total;
    }

    /// Events of one source.
    long ofSource(int sourceId) {
        return decoderOfSource[sourceId].counts().ofSource(sourceId);
    }

    /// How often each event occurred, and what became of it.
    List<EventCount> counts() {
        EventSummary summary = new EventSummary();
        for (int i = 0; i < decoders.size(); i++) {
            RecordingDecoder decoder = decoders.get(i);
            decoder.counts().addTo(summary, recordings.get(i).recording().formats(), decoder.handlers());
        }
        return summary.counts();
    }

    /// Pids of the command that was recorded, in the first recording.
    SortedSet<Integer> commandPids() {
        return decoders.getFirst().command().pids();
    }

    List<String> devices() {
        return devices.names();
    }

    /// The devices that events named, and how they belong together.
    SeenDevices seenDevices() {
        return devices;
    }

    /// When the first and the last event were; zeros when there is none.
    TimeSpan timeSpan() {
        return total == 0 ? new TimeSpan(0, 0) : new TimeSpan(firstNs, lastNs);
    }
}
