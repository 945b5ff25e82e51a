// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.List;
import org.dmatape.capture.clock.ClockMap;
import org.dmatape.capture.internal.decode.SeenDevices;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.merge.LossSink;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.Recording;
import org.dmatape.format.manifest.EventCount;

/// Turns the events of one recording, handed over in order of time, into rows, with the decoder and the handlers of
/// an import: for recordings that go on.
public final class EventDecoder implements LossSink {

    private static final int FIRST_SOURCE = 0;

    private final Recording recording;
    private final TapeRows rows;
    private final SeenDevices devices;
    private final RecordingDecoder decoder;
    private final LossCollector losses = new LossCollector();
    private long total;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;

    /// A decoder of that recording's events into these rows.
    public EventDecoder(Recording recording, TapeRows rows) {
        this.recording = recording;
        this.rows = rows;
        this.devices = new SeenDevices(rows.words().texts());
        this.decoder = new RecordingDecoder(new OpenedRecording(recording, FIRST_SOURCE, ClockMap.SAME), rows, devices);
    }

    /// Takes the next event.
    public void take(EventCursor event) {
        long tsNs = event.tsNs();
        firstNs = Math.min(firstNs, tsNs);
        lastNs = Math.max(lastNs, tsNs);
        decoder.take(event);
        total++;
    }

    @Override
    public void lost(int sourceId, int cpu, long fromNs, long toNs, long events, long fromEventId, long toEventId) {
        losses.lost(sourceId, cpu, fromNs, toNs, events, fromEventId, toEventId);
        decoder.lost(cpu);
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
        decoder.counts().addTo(summary, recording.formats(), decoder.handlers());
        return summary.counts();
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
