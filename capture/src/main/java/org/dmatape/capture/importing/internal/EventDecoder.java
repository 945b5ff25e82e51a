// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.dmatape.capture.clock.ClockMap;
import org.dmatape.capture.internal.decode.SeenDevices;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.merge.Loss;
import org.dmatape.capture.internal.merge.LossSink;
import org.dmatape.capture.internal.merge.TimeSpan;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.Recording;
import org.dmatape.format.manifest.EventCount;

/// Turns the events of recordings, handed over in order of time, into rows.
public final class EventDecoder implements LossSink {

    private final List<OpenedRecording> recordings;
    private final TapeRows rows;
    private final SeenDevices devices;
    private final List<RecordingDecoder> decoders = new ArrayList<>();
    private final RecordingDecoder[] decoderOfSource;
    private final LossCollector losses = new LossCollector();
    private final Map<Integer, Long> lossesOfSource = new HashMap<>();
    private long total;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;

    /// A decoder of recordings of one clock, whose sources are numbered in their order.
    public EventDecoder(List<Recording> recordings, TapeRows rows) {
        this(rows, OpenedRecording.numbered(recordings, Collections.nCopies(recordings.size(), ClockMap.SAME)));
    }

    private EventDecoder(TapeRows rows, List<OpenedRecording> recordings) {
        this.recordings = recordings;
        this.rows = rows;
        this.devices = new SeenDevices(rows.words().texts());
        List<RecordingDecoder> bySource = new ArrayList<>();
        for (OpenedRecording opened : recordings) {
            RecordingDecoder decoder = new RecordingDecoder(opened, rows, devices);
            decoders.add(decoder);
            opened.recording().buffers().forEach(_ -> bySource.add(decoder));
        }
        this.decoderOfSource = bySource.toArray(RecordingDecoder[]::new);
    }

    /// A decoder of recordings whose sources are numbered from 0.
    static EventDecoder ofOpened(List<OpenedRecording> recordings, TapeRows rows) {
        return new EventDecoder(rows, recordings);
    }

    /// Looks at an event before the first is taken, to find out which function a probe is about.
    void survey(EventCursor event) {
        decoderOfSource[event.sourceId()].survey(event);
    }

    /// Takes the next event.
    public void take(EventCursor event) {
        long tsNs = event.tsNs();
        firstNs = Math.min(firstNs, tsNs);
        lastNs = Math.max(lastNs, tsNs);
        decoderOfSource[event.sourceId()].take(event);
        total++;
    }

    @Override
    public void lost(Loss loss) {
        losses.lost(loss);
        lossesOfSource.merge(loss.sourceId(), 1L, Long::sum);
        decoderOfSource[loss.sourceId()].lost(loss.cpu());
    }

    /// Takes note of the CPUs of which damaged recordings lack everything.
    void addAbsentCpus() {
        recordings.forEach(losses::addAbsentCpus);
    }

    /// Writes a row for every loss that has ended.
    public void writeEndedLosses() {
        losses.writeEnded(rows.losses(), timeSpan());
    }

    /// Writes a row for every loss that was not written yet, at the end.
    public void writeLosses() {
        losses.write(rows.losses(), timeSpan());
    }

    /// Writes a row for every call stack that was not written yet.
    public void writeStacks() {
        rows.stacks().writeStacks();
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
        return decoderOfSource[sourceId].counts().ofSource(sourceId);
    }

    /// How often events of a source were lost so far.
    public long lossesOf(int sourceId) {
        return lossesOfSource.getOrDefault(sourceId, 0L);
    }

    /// Events taken so far.
    public long total() {
        return total;
    }

    /// Pids of the command that was recorded, in the first recording.
    SortedSet<Integer> commandPids() {
        return decoders.getFirst().command().pids();
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
