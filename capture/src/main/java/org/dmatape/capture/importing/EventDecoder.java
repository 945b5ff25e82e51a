// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.clock.ClockMap;
import org.dmatape.capture.internal.decode.SeenDevices;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.merge.LossSink;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.Recording;
import org.dmatape.format.manifest.EventCount;

/// Turns the events of recordings that go on, handed over in order of time, into rows, with the decoders and the
/// handlers of an import.
public final class EventDecoder implements LossSink {

    private final List<OpenedRecording> recordings;
    private final TapeRows rows;
    private final SeenDevices devices;
    /// By source.
    private final List<RecordingDecoder> decoders = new ArrayList<>();

    private final LossCollector losses = new LossCollector();
    private final Map<Integer, Long> lossesOfSource = new HashMap<>();
    private long total;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;

    /// A decoder of these recordings' events into these rows.
    ///
    /// @param recordings recordings of one buffer each; sources are numbered in their order
    public EventDecoder(List<Recording> recordings, TapeRows rows) {
        this.recordings = OpenedRecording.numbered(recordings, Collections.nCopies(recordings.size(), ClockMap.SAME));
        this.rows = rows;
        this.devices = new SeenDevices(rows.words().texts());
        this.recordings.forEach(opened -> decoders.add(new RecordingDecoder(opened, rows, devices)));
    }

    /// Takes the next event.
    public void take(EventCursor event) {
        long tsNs = event.tsNs();
        firstNs = Math.min(firstNs, tsNs);
        lastNs = Math.max(lastNs, tsNs);
        decoders.get(event.sourceId()).take(event);
        total++;
    }

    @Override
    public void lost(int sourceId, int cpu, long fromNs, long toNs, long events, long fromEventId, long toEventId) {
        losses.lost(sourceId, cpu, fromNs, toNs, events, fromEventId, toEventId);
        lossesOfSource.merge(sourceId, 1L, Long::sum);
        decoders.get(sourceId).lost(cpu);
    }

    /// Writes a row for every loss that has ended.
    public void writeEndedLosses() {
        losses.writeEnded(rows.losses(), timeSpan());
    }

    /// Writes a row for every loss that was not written yet, at the end.
    public void writeLosses() {
        losses.write(rows.losses(), timeSpan());
    }

    /// How often each event occurred so far, and what became of it.
    public List<EventCount> eventCounts() {
        EventSummary summary = new EventSummary();
        for (int i = 0; i < decoders.size(); i++) {
            RecordingDecoder decoder = decoders.get(i);
            decoder.counts().addTo(summary, recordings.get(i).recording().formats(), decoder.handlers());
        }
        return summary.counts();
    }

    /// Events of a source so far.
    public long ofSource(int sourceId) {
        return decoders.get(sourceId).counts().ofSource(sourceId);
    }

    /// How often events of a source were lost so far.
    public long lossesOf(int sourceId) {
        return lossesOfSource.getOrDefault(sourceId, 0L);
    }

    /// Events taken so far.
    public long total() {
        return total;
    }

    /// The rows it makes.
    public TapeRows rows() {
        return rows;
    }

    /// Devices that events named.
    public SeenDevices devices() {
        return devices;
    }

    /// When the first and the last event were; zeros when there is none.
    public TimeSpan timeSpan() {
        return total == 0 ? new TimeSpan(0, 0) : new TimeSpan(firstNs, lastNs);
    }
}
