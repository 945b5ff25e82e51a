// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dmatape.capture.internal.merge.LossSink;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.TraceDatRecording;
import org.dmatape.format.manifest.ClockInfo;
import org.dmatape.format.manifest.LossSummary;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.SourceInfo;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.schema.ClockColumn;
import org.dmatape.format.schema.SourceColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TapeWriterOptions;

/// Turns a recording into a tape.
public final class TapeImporter {

    private static final String SAME_CLOCK = "same";

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
        try (Recording recording = TraceDatRecording.open(folder.recording(), options);
                TapeWriter tape = TapeWriter.create(request.tape(), writerOptions)) {
            CompletableFuture<FileChecksum> checksum =
                    CompletableFuture.supplyAsync(() -> FileChecksum.of(folder.recording()));
            TapeRows rows = TapeRows.of(tape::table, tape.texts());
            EventImporter events = new EventImporter(recording, rows, progress);
            events.run();
            addDroppedEvents(recording, rows, events.timeSpan());
            SourceInfo source = source(folder.recording(), recording, await(checksum));
            writeSources(tape, recording, source, events);
            new DeviceRows(tape.table(TapeTable.DEVICE), tape.texts())
                    .write(folder.virtioDevices().map(VirtioDevice::read).orElse(List.of()), events.devices());
            Manifest manifest = tape.finish(manifest(folder, recording, source, rows, events));
            return new ImportSummary(request.tape(), events.counts().total(), manifest, recording.damage());
        }
    }

    private static FileChecksum await(CompletableFuture<FileChecksum> checksum) {
        try {
            return checksum.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RecordingException unreadable ? unreadable : failed;
        }
    }

    /// Events the kernel refused to write leave no mark in the pages: all that is known is that they are missing.
    private static void addDroppedEvents(Recording recording, TapeRows rows, EventImporter.TimeSpan span) {
        for (CpuStatistics cpu : CpuStatistics.parse(recording.facts().getOrDefault("cpustat", ""))) {
            if (cpu.droppedEvents() > 0) {
                rows.losses().add(0, cpu.cpu(), span.firstNs(), span.lastNs(), cpu.droppedEvents(), -1, LossSink.END);
            }
        }
    }

    private static SourceInfo source(Path file, Recording recording, FileChecksum checksum) {
        return new SourceInfo(
                0, file.toString(), recording.kind(), checksum.sha256(), checksum.sizeBytes(), recording.facts());
    }

    private static void writeSources(TapeWriter tape, Recording recording, SourceInfo source, EventImporter events) {
        TableAppender sources = tape.table(TapeTable.SOURCE);
        TableAppender clocks = tape.table(TapeTable.CLOCK);
        List<RecordingBuffer> buffers = recording.buffers();
        for (int id = 0; id < buffers.size(); id++) {
            RecordingBuffer buffer = buffers.get(id);
            sources.beginRow();
            sources.setLong(SourceColumn.SOURCE_ID, id);
            sources.setText(SourceColumn.PATH, tape.texts().idOf(source.path()));
            sources.setText(SourceColumn.KIND, tape.texts().idOf(source.kind()));
            sources.setText(SourceColumn.BUFFER, tape.texts().idOf(buffer.name()));
            sources.setLong(SourceColumn.SIZE, source.sizeBytes());
            sources.setText(SourceColumn.SHA256, tape.texts().idOf(source.sha256()));
            sources.setLong(SourceColumn.EVENTS, events.counts().ofSource(id));
            sources.setText(SourceColumn.CLOCK, tape.texts().idOf(buffer.clock()));
            clocks.beginRow();
            clocks.setLong(ClockColumn.SOURCE_ID, id);
            clocks.setLong(ClockColumn.OFFSET_NS, 0);
            clocks.setLong(ClockColumn.UNCERTAINTY_NS, 0);
            clocks.setText(ClockColumn.METHOD, tape.texts().idOf(SAME_CLOCK));
        }
    }

    private Manifest manifest(
            RecordingFolder folder, Recording recording, SourceInfo source, TapeRows rows, EventImporter events) {
        Map<String, String> host = new LinkedHashMap<>();
        host.put("first_ts_ns", Long.toString(events.timeSpan().firstNs()));
        host.put("last_ts_ns", Long.toString(events.timeSpan().lastNs()));
        folder.uname().ifPresent(file -> host.putAll(HostFacts.read(file)));
        List<ClockInfo> clocks = new ArrayList<>();
        List<RecordingBuffer> buffers = recording.buffers();
        for (int id = 0; id < buffers.size(); id++) {
            clocks.add(new ClockInfo(id, buffers.get(id).clock(), 0, 0, SAME_CLOCK));
        }
        return new Manifest(
                Manifest.FORMAT_VERSION,
                recording.damage().isPresent() ? TapeState.SALVAGED : TapeState.COMPLETE,
                request.createdBy(),
                List.of(source),
                host,
                clocks,
                new LossSummary(
                        rows.losses().spans(),
                        rows.losses().lostEvents(),
                        rows.losses().hasUncounted()),
                events.counts().summary(recording.formats(), events.handlers()),
                List.of(),
                recording.damage().map(List::of).orElse(List.of()));
    }
}
