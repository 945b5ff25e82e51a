// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.List;
import org.dmatape.capture.clock.ClockMethod;
import org.dmatape.capture.clock.ClockWindow;
import org.dmatape.capture.clock.SourceClock;
import org.dmatape.capture.importing.internal.EventImporter;
import org.dmatape.capture.importing.internal.OpenedRecording;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.format.manifest.SourceInfo;
import org.dmatape.format.schema.ClockColumn;
import org.dmatape.format.schema.SourceColumn;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TextPool;

/// Writes tables `source` and `clock`: a row per ring buffer of a recording.
final class SourceRows {

    private final TableAppender sources;
    private final TableAppender clocks;
    private final TextPool texts;

    SourceRows(TableAppender sources, TableAppender clocks, TextPool texts) {
        this.sources = sources;
        this.clocks = clocks;
        this.texts = texts;
    }

    /// Writes the sources of one recording.
    void write(OpenedRecording opened, SourceInfo info, EventImporter events) {
        Recording recording = opened.recording();
        List<RecordingBuffer> buffers = recording.buffers();
        for (int i = 0; i < buffers.size(); i++) {
            RecordingBuffer buffer = buffers.get(i);
            int sourceId = opened.firstSourceId() + i;
            sources.beginRow();
            sources.setLong(SourceColumn.SOURCE_ID, sourceId);
            sources.setText(SourceColumn.PATH, texts.idOf(info.path()));
            sources.setText(SourceColumn.KIND, texts.idOf(info.kind()));
            sources.setText(SourceColumn.BUFFER, texts.idOf(buffer.name()));
            sources.setLong(SourceColumn.SIZE, info.sizeBytes());
            sources.setText(SourceColumn.SHA256, texts.idOf(info.sha256()));
            sources.setLong(SourceColumn.EVENTS, events.ofSource(sourceId));
            sources.setLong(SourceColumn.FOREIGN, recording.skipped().foreign());
            sources.setLong(SourceColumn.MALFORMED, recording.skipped().malformed());
            sources.setText(SourceColumn.CLOCK, texts.idOf(buffer.clock()));
        }
    }

    /// Writes how the clock of one recording relates to the tape's: a row per stretch of time, or one for all time.
    void write(OpenedRecording opened, SourceClock clock) {
        for (int i = 0; i < opened.recording().buffers().size(); i++) {
            int sourceId = opened.firstSourceId() + i;
            ClockMethod method = opened.clockMethod(i, clock);
            for (ClockWindow window : clock.windows()) {
                begin(sourceId, method, window.offsetNs(), window.uncertaintyNs());
                clocks.setLong(ClockColumn.FROM_NS, window.fromNs());
                clocks.setLong(ClockColumn.TO_NS, window.toNs());
            }
            if (clock.windows().isEmpty()) {
                begin(sourceId, method, clock.offsetNs(), clock.uncertaintyNs());
            }
        }
    }

    private void begin(int sourceId, ClockMethod method, long offsetNs, long uncertaintyNs) {
        clocks.beginRow();
        clocks.setLong(ClockColumn.SOURCE_ID, sourceId);
        clocks.setLong(ClockColumn.OFFSET_NS, offsetNs);
        clocks.setLong(ClockColumn.UNCERTAINTY_NS, uncertaintyNs);
        clocks.setText(ClockColumn.METHOD, texts.idOf(method.text()));
    }
}
