// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.importing.EventDecoder;
import org.dmatape.capture.importing.VirtioDevice;
import org.dmatape.capture.instrument.NotInstrumented;
import org.dmatape.format.manifest.ClockInfo;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.manifest.LossSummary;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.SourceInfo;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.schema.ClockColumn;
import org.dmatape.format.schema.SourceColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.LiveTapeWriter;
import org.dmatape.format.write.TableAppender;

/// Says of a live recording what a manifest says.
final class LiveManifest {

    private static final SourceInfo TRACE =
            new SourceInfo(LiveSources.TRACE, "/sys/kernel/tracing", "live kernel", "", 0, Map.of());
    private static final ClockInfo TRACE_CLOCK = new ClockInfo(LiveSources.TRACE, "mono", 0, 0, "same");

    private static final SourceInfo LOG = new SourceInfo(LiveSources.LOG, "/dev/kmsg", "kernel log", "", 0, Map.of());
    /// It runs as `mono` does but is never corrected: how far they are apart is not known.
    private static final ClockInfo LOG_CLOCK = new ClockInfo(LiveSources.LOG, "printk", 0, 0, "unknown");

    private final RecordRequest request;
    private final CommandProcesses command;
    private final MissedHits missedHits;
    private final List<String> notes = new ArrayList<>();

    LiveManifest(RecordRequest request, CommandProcesses command, MissedHits missedHits) {
        this.request = request;
        this.command = command;
        this.missedHits = missedHits;
        for (NotInstrumented left : request.plan().notInstrumented()) {
            notes.add("Not recorded: " + left.what() + " (" + left.reason() + ")"
                    + (left.checks().isEmpty() ? "" : "; cannot be checked: " + String.join(", ", left.checks())));
        }
    }

    /// Nothing was recorded yet.
    Manifest atBegin() {
        return manifest(request.host().facts(), LossSummary.none(), false, List.of(), notes);
    }

    /// So far.
    ///
    /// @param lateAmendments results that came when their row was already on the disk
    Manifest of(EventDecoder decoder, long lateAmendments) {
        Map<String, String> host = new LinkedHashMap<>();
        host.put("first_ts_ns", Long.toString(decoder.timeSpan().firstNs()));
        host.put("last_ts_ns", Long.toString(decoder.timeSpan().lastNs()));
        host.putAll(request.host().facts());
        host.putAll(command.facts());
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.addAll(missedHits.notes());
        if (lateAmendments > 0) {
            allNotes.add(lateAmendments
                    + " results or durations came when their rows were already on the disk and are missing:"
                    + " a longer --flush-interval waits longer for them");
        }
        LossSummary losses = new LossSummary(
                decoder.rows().losses().spans(),
                decoder.rows().losses().lostEvents(),
                decoder.rows().losses().hasUncounted());
        boolean hasLog = decoder.ofSource(LiveSources.LOG) > 0;
        return manifest(host, losses, hasLog, decoder.eventCounts(), allNotes);
    }

    private Manifest manifest(
            Map<String, String> host,
            LossSummary losses,
            boolean hasLog,
            List<EventCount> events,
            List<String> allNotes) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                TapeState.RECORDING,
                request.createdBy(),
                hasLog ? List.of(TRACE, LOG) : List.of(TRACE),
                host,
                hasLog ? List.of(TRACE_CLOCK, LOG_CLOCK) : List.of(TRACE_CLOCK),
                losses,
                events,
                List.of(),
                allNotes);
    }

    /// The virtio devices of the machine.
    List<VirtioDevice> virtioDevices() {
        return request.host().virtioDevices().stream()
                .map(device -> new VirtioDevice(
                        device.name(), device.dmaDevice(), device.virtioId(), device.features(), device.driver()))
                .toList();
    }

    /// Writes the rows of the kernel's trace in `source` and `clock`: at the begin, so that a tape that is never
    /// finished has them.
    static void writeTraceRows(LiveTapeWriter tape) {
        writeRows(tape, TRACE, TRACE_CLOCK);
    }

    /// Writes those of the kernel's log.
    static void writeLogRows(LiveTapeWriter tape) {
        writeRows(tape, LOG, LOG_CLOCK);
    }

    private static void writeRows(LiveTapeWriter tape, SourceInfo source, ClockInfo clock) {
        TableAppender sources = tape.table(TapeTable.SOURCE);
        sources.beginRow();
        sources.setLong(SourceColumn.SOURCE_ID, clock.sourceId());
        sources.setText(SourceColumn.PATH, tape.texts().idOf(source.path()));
        sources.setText(SourceColumn.KIND, tape.texts().idOf(source.kind()));
        sources.setText(SourceColumn.BUFFER, tape.texts().idOf(""));
        sources.setLong(SourceColumn.SIZE, source.sizeBytes());
        sources.setText(SourceColumn.SHA256, tape.texts().idOf(source.sha256()));
        sources.setText(SourceColumn.CLOCK, tape.texts().idOf(clock.name()));
        TableAppender clocks = tape.table(TapeTable.CLOCK);
        clocks.beginRow();
        clocks.setLong(ClockColumn.SOURCE_ID, clock.sourceId());
        clocks.setLong(ClockColumn.OFFSET_NS, clock.offsetNs());
        clocks.setLong(ClockColumn.UNCERTAINTY_NS, clock.uncertaintyNs());
        clocks.setText(ClockColumn.METHOD, tape.texts().idOf(clock.method()));
    }
}
