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

    private static final String PATH = "/sys/kernel/tracing";
    private static final String KIND = "live kernel";
    private static final String CLOCK = "mono";
    private static final String SAME_CLOCK = "same";

    private final RecordRequest request;
    private final CommandProcesses command;
    private final List<String> notes = new ArrayList<>();

    LiveManifest(RecordRequest request, CommandProcesses command) {
        this.request = request;
        this.command = command;
        for (NotInstrumented left : request.plan().notInstrumented()) {
            notes.add("Not recorded: " + left.what() + " (" + left.reason() + ")"
                    + (left.checks().isEmpty() ? "" : "; cannot be checked: " + String.join(", ", left.checks())));
        }
    }

    /// Nothing was recorded yet.
    Manifest atBegin() {
        return manifest(request.host().facts(), LossSummary.none(), List.of(), notes);
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
        if (lateAmendments > 0) {
            allNotes.add(lateAmendments
                    + " results or durations came when their rows were already on the disk and are missing:"
                    + " a longer --flush-interval waits longer for them");
        }
        LossSummary losses = new LossSummary(
                decoder.rows().losses().spans(),
                decoder.rows().losses().lostEvents(),
                decoder.rows().losses().hasUncounted());
        return manifest(host, losses, List.of(decoder), allNotes);
    }

    private Manifest manifest(
            Map<String, String> host, LossSummary losses, List<EventDecoder> decoders, List<String> allNotes) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                TapeState.RECORDING,
                request.createdBy(),
                List.of(new SourceInfo(0, PATH, KIND, "", 0, Map.of())),
                host,
                List.of(new ClockInfo(0, CLOCK, 0, 0, SAME_CLOCK)),
                losses,
                decoders.stream()
                        .flatMap(decoder -> decoder.eventCounts().stream())
                        .toList(),
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

    /// Writes what is known only at the end: tables `source` and `clock`.
    void writeSourceRows(LiveTapeWriter tape, EventDecoder decoder) {
        TableAppender sources = tape.table(TapeTable.SOURCE);
        sources.beginRow();
        sources.setLong(SourceColumn.SOURCE_ID, 0);
        sources.setText(SourceColumn.PATH, tape.texts().idOf(PATH));
        sources.setText(SourceColumn.KIND, tape.texts().idOf(KIND));
        sources.setText(SourceColumn.BUFFER, tape.texts().idOf(""));
        sources.setLong(SourceColumn.SIZE, 0);
        sources.setText(SourceColumn.SHA256, tape.texts().idOf(""));
        sources.setLong(SourceColumn.EVENTS, decoder.total());
        sources.setText(SourceColumn.CLOCK, tape.texts().idOf(CLOCK));
        TableAppender clocks = tape.table(TapeTable.CLOCK);
        clocks.beginRow();
        clocks.setLong(ClockColumn.SOURCE_ID, 0);
        clocks.setLong(ClockColumn.OFFSET_NS, 0);
        clocks.setLong(ClockColumn.UNCERTAINTY_NS, 0);
        clocks.setText(ClockColumn.METHOD, tape.texts().idOf(SAME_CLOCK));
    }
}
