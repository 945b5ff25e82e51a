// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.capture.clock.SourceClock;
import org.dmatape.capture.clock.signal.NamedQueueRows;
import org.dmatape.capture.clock.signal.QueueIdentity;
import org.dmatape.capture.importing.internal.EventImporter;
import org.dmatape.capture.importing.internal.OneClockRecording;
import org.dmatape.capture.importing.internal.OpenedRecording;
import org.dmatape.capture.importing.internal.RecordingOpener;
import org.dmatape.capture.internal.merge.Loss;
import org.dmatape.capture.internal.merge.TimeSpan;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.RecorderFacts;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.format.manifest.ClockInfo;
import org.dmatape.format.manifest.LossSummary;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.SourceInfo;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TapeWriterOptions;

/// Turns recordings into a tape.
public final class TapeImporter {

    private static final int UNCOUNTED = -1;

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
        RecordingOpener opener = new RecordingOpener(new OpenOptions(request.salvage(), request.threads()));
        TapeWriterOptions writerOptions = TapeWriterOptions.defaults()
                .withOverwrite(request.overwrite())
                .withCompressionThreads(request.threads())
                .withCreatedBy(request.createdBy());
        List<SourceClock> sourceClocks = RecordingClocks.of(folder.recordings(), opener, request.clockOffsetsNs());
        try (RecordingSet recordings = RecordingSet.open(folder.recordings(), sourceClocks, opener);
                TapeWriter tape = TapeWriter.create(request.tape(), writerOptions)) {
            TapeRows rows = TapeRows.of(tables(tape, sourceClocks), tape.texts());
            EventImporter events = new EventImporter(recordings.opened(), rows, recordings.progress(progress));
            events.run();
            recordings.opened().forEach(opened -> addDroppedEvents(opened, rows, events.timeSpan()));
            recordings.opened().forEach(opened -> addLeftOutBuffers(opened, rows, events.timeSpan()));
            List<SourceInfo> sources = recordings.sources(request.names());
            SourceRows sourceRows =
                    new SourceRows(tape.table(TapeTable.SOURCE), tape.table(TapeTable.CLOCK), tape.texts());
            for (int i = 0; i < sources.size(); i++) {
                sourceRows.write(recordings.opened().get(i), sources.get(i), events);
                sourceRows.write(recordings.opened().get(i), sourceClocks.get(i));
            }
            new DeviceRows(tape.table(TapeTable.DEVICE), tape.texts())
                    .write(folder.virtioDevices().map(VirtioDevice::read).orElse(List.of()), events.devices());
            Manifest manifest = tape.finish(manifest(folder, recordings, sources, rows, events));
            List<String> leftOut = Stream.concat(folder.leftOut().stream(), recordings.leftOut().stream())
                    .toList();
            Optional<String> damage = recordings.damage().map(request.names()::in);
            return new ImportSummary(request.tape(), events.total(), manifest, damage, leftOut);
        }
    }

    /// Events the kernel refused to write leave no mark in the pages: all that is known is that they are missing.
    private static void addDroppedEvents(OpenedRecording opened, TapeRows rows, TimeSpan span) {
        Map<String, String> facts = opened.recording().facts();
        String misses = facts.getOrDefault(RecorderFacts.PROBE_MISSES, "");
        if (misses.matches("\\d{1,18}")) {
            // the kernel does not say on which CPU
            rows.losses().add(Loss.somewhere(opened.firstSourceId(), 0, span, Long.parseLong(misses)));
        }
        for (CpuStatistics cpu : CpuStatistics.parse(facts.getOrDefault("cpustat", ""))) {
            if (cpu.droppedEvents() > 0) {
                rows.losses().add(Loss.somewhere(opened.firstSourceId(), cpu.cpu(), span, cpu.droppedEvents()));
            }
        }
    }

    /// What is not on the tape because its clock is another is missing from begin to end.
    private static void addLeftOutBuffers(OpenedRecording opened, TapeRows rows, TimeSpan span) {
        if (opened.recording() instanceof OneClockRecording one) {
            List<RecordingBuffer> buffers = one.buffers();
            for (int i = 0; i < buffers.size(); i++) {
                int sourceId = opened.firstSourceId() + i;
                if (one.isMissed(i)) {
                    buffers.get(i)
                            .cpus()
                            .forEach(cpu -> rows.losses().add(Loss.somewhere(sourceId, cpu, span, UNCOUNTED)));
                }
            }
        }
    }

    private static Function<TapeTable, TableAppender> tables(TapeWriter tape, List<SourceClock> clocks) {
        List<QueueIdentity> queues =
                clocks.stream().flatMap(clock -> clock.queues().stream()).toList();
        return table -> table == TapeTable.DEVICE_VQ_OP && !queues.isEmpty()
                ? new NamedQueueRows(tape.table(table), tape.texts(), queues)
                : tape.table(table);
    }

    private static List<ClockInfo> clocks(RecordingSet recordings) {
        List<ClockInfo> infos = new ArrayList<>();
        for (int i = 0; i < recordings.opened().size(); i++) {
            OpenedRecording opened = recordings.opened().get(i);
            SourceClock clock = recordings.clocks().get(i);
            List<RecordingBuffer> buffers = opened.recording().buffers();
            for (int buffer = 0; buffer < buffers.size(); buffer++) {
                infos.add(new ClockInfo(
                        opened.firstSourceId() + buffer,
                        buffers.get(buffer).clock(),
                        clock.offsetNs(),
                        clock.uncertaintyNs(),
                        opened.clockMethod(buffer, clock).text()));
            }
        }
        return infos;
    }

    /// What the tape lacks: damage, and clocks that could not be related.
    private static List<String> notes(RecordingFolder folder, RecordingSet recordings) {
        List<String> notes = new ArrayList<>(recordings.damage().stream().toList());
        notes.addAll(folder.leftOut());
        notes.addAll(recordings.leftOut());
        for (int i = 0; i < recordings.clocks().size(); i++) {
            SourceClock clock = recordings.clocks().get(i);
            if (!clock.note().isEmpty()) {
                notes.add("the order between "
                        + folder.recordings().getFirst().path() + " and "
                        + folder.recordings().get(i).path() + ": " + clock.note());
            }
        }
        return notes;
    }

    private Manifest manifest(
            RecordingFolder folder,
            RecordingSet recordings,
            List<SourceInfo> sources,
            TapeRows rows,
            EventImporter events) {
        Map<String, String> host = new LinkedHashMap<>();
        host.put("first_ts_ns", Long.toString(events.timeSpan().firstNs()));
        host.put("last_ts_ns", Long.toString(events.timeSpan().lastNs()));
        folder.uname().ifPresent(file -> host.putAll(HostFacts.read(file)));
        Map<String, String> facts = recordings.opened().getFirst().recording().facts();
        if (!events.commandPids().isEmpty()) {
            host.put("command", facts.getOrDefault(RecorderFacts.COMMAND, ""));
            host.put(
                    "command_pids",
                    events.commandPids().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return new Manifest(
                Manifest.FORMAT_VERSION,
                recordings.damage().isPresent() ? TapeState.SALVAGED : TapeState.COMPLETE,
                request.createdBy(),
                sources,
                host,
                clocks(recordings),
                new LossSummary(
                        rows.losses().spans(),
                        rows.losses().lostEvents(),
                        rows.losses().hasUncounted()),
                events.counts(),
                List.of(),
                Stream.concat(notes(folder, recordings).stream(), rows.stacks().notes().stream())
                        .map(request.names()::in)
                        .toList(),
                RecorderFacts.unrecorded(facts));
    }
}
