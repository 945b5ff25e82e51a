// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.internal.merge.LossSink;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.format.manifest.ClockInfo;
import org.dmatape.format.manifest.LossSummary;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.SourceInfo;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TapeWriterOptions;

/// Turns recordings into a tape.
public final class TapeImporter {

    private static final String SAME_CLOCK = "same";
    private static final String UNKNOWN_CLOCK = "unknown";

    private final ImportRequest request;
    private final ImportProgress progress;

    private TapeImporter(ImportRequest request, ImportProgress progress) {
        this.request = request;
        this.progress = progress;
    }

    /// Imports; the tape gets its name only when it is whole.
    ///
    /// @throws org.dmatape.capture.recording.RecordingException when the recording cannot be read
    /// @throws org.dmatape.format.TapeException when the tape cannot be written
    public static ImportSummary run(ImportRequest request, ImportProgress progress) {
        return new TapeImporter(request, progress).run();
    }

    private ImportSummary run() {
        RecordingFolder folder = RecordingFolder.of(request.inputs());
        OpenOptions options = new OpenOptions(request.salvage(), request.threads());
        TapeWriterOptions writerOptions = TapeWriterOptions.defaults()
                .withOverwrite(request.overwrite())
                .withCompressionThreads(request.threads())
                .withCreatedBy(request.createdBy());
        try (RecordingSet recordings = RecordingSet.open(folder.recordings(), options);
                TapeWriter tape = TapeWriter.create(request.tape(), writerOptions)) {
            TapeRows rows = TapeRows.of(tape::table, tape.texts());
            EventImporter events = new EventImporter(recordings.opened(), rows, recordings.progress(progress));
            events.run();
            recordings.opened().forEach(opened -> addDroppedEvents(opened, rows, events.timeSpan()));
            List<SourceInfo> sources = recordings.sources();
            List<ClockInfo> clocks = clocks(recordings);
            SourceRows sourceRows =
                    new SourceRows(tape.table(TapeTable.SOURCE), tape.table(TapeTable.CLOCK), tape.texts());
            for (int i = 0; i < sources.size(); i++) {
                sourceRows.write(recordings.opened().get(i), sources.get(i), events);
            }
            clocks.forEach(sourceRows::write);
            new DeviceRows(tape.table(TapeTable.DEVICE), tape.texts())
                    .write(folder.virtioDevices().map(VirtioDevice::read).orElse(List.of()), events.seenDevices());
            Manifest manifest = tape.finish(manifest(folder, recordings, sources, clocks, rows, events));
            return new ImportSummary(request.tape(), events.total(), manifest, recordings.damage());
        }
    }

    /// Events the kernel refused to write leave no mark in the pages: all that is known is that they are missing.
    private static void addDroppedEvents(OpenedRecording opened, TapeRows rows, TimeSpan span) {
        String statistics = opened.recording().facts().getOrDefault("cpustat", "");
        for (CpuStatistics cpu : CpuStatistics.parse(statistics)) {
            if (cpu.droppedEvents() > 0) {
                rows.losses()
                        .add(
                                opened.firstSourceId(),
                                cpu.cpu(),
                                span.firstNs(),
                                span.lastNs(),
                                cpu.droppedEvents(),
                                -1,
                                LossSink.END);
            }
        }
    }

    /// Until clocks are compared, a recording with another clock than the first's cannot be related to it.
    private static List<ClockInfo> clocks(RecordingSet recordings) {
        List<ClockInfo> clocks = new ArrayList<>();
        for (OpenedRecording opened : recordings.opened()) {
            List<RecordingBuffer> buffers = opened.recording().buffers();
            for (int i = 0; i < buffers.size(); i++) {
                int sourceId = opened.firstSourceId() + i;
                clocks.add(new ClockInfo(
                        sourceId,
                        buffers.get(i).clock(),
                        0,
                        0,
                        opened.firstSourceId() == 0 ? SAME_CLOCK : UNKNOWN_CLOCK));
            }
        }
        return clocks;
    }

    private Manifest manifest(
            RecordingFolder folder,
            RecordingSet recordings,
            List<SourceInfo> sources,
            List<ClockInfo> clocks,
            TapeRows rows,
            EventImporter events) {
        Map<String, String> host = new LinkedHashMap<>();
        host.put("first_ts_ns", Long.toString(events.timeSpan().firstNs()));
        host.put("last_ts_ns", Long.toString(events.timeSpan().lastNs()));
        folder.uname().ifPresent(file -> host.putAll(HostFacts.read(file)));
        return new Manifest(
                Manifest.FORMAT_VERSION,
                recordings.damage().isPresent() ? TapeState.SALVAGED : TapeState.COMPLETE,
                request.createdBy(),
                sources,
                host,
                clocks,
                new LossSummary(
                        rows.losses().spans(),
                        rows.losses().lostEvents(),
                        rows.losses().hasUncounted()),
                events.counts(),
                List.of(),
                recordings.damage().map(List::of).orElse(List.of()));
    }
}
