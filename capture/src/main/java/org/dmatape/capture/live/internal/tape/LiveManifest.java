// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.tape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.dmatape.capture.importing.VirtioDevice;
import org.dmatape.capture.importing.internal.EventDecoder;
import org.dmatape.capture.live.RecordRequest;
import org.dmatape.capture.live.internal.source.CommandProcesses;
import org.dmatape.capture.live.internal.source.LiveSources;
import org.dmatape.capture.live.internal.source.MissedHits;
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
public final class LiveManifest {

    private static final SourceInfo TRACE =
            new SourceInfo(LiveSources.TRACE, "/sys/kernel/tracing", "live kernel", "", 0, Map.of());
    private static final ClockInfo TRACE_CLOCK = new ClockInfo(LiveSources.TRACE, "mono", 0, 0, "same");

    private static final SourceInfo LOG = new SourceInfo(LiveSources.LOG, "/dev/kmsg", "kernel log", "", 0, Map.of());

    private final RecordRequest request;
    private final CommandProcesses command;
    private final MissedHits missedHits;

    /// Describes the recording of a request.
    public LiveManifest(RecordRequest request, CommandProcesses command, MissedHits missedHits) {
        this.request = request;
        this.command = command;
        this.missedHits = missedHits;
    }

    /// Nothing was recorded yet.
    Manifest atBegin() {
        return manifest(request.host().facts(), LossSummary.none(), Optional.empty(), List.of(), List.of());
    }

    /// So far.
    ///
    /// @param logClock clock of the kernel's log, when it told of something
    /// @param lateAmendments results that came when their row was already on the disk
    Manifest of(EventDecoder decoder, Optional<ClockInfo> logClock, long lateAmendments) {
        Map<String, String> host = new LinkedHashMap<>();
        host.put("first_ts_ns", Long.toString(decoder.timeSpan().firstNs()));
        host.put("last_ts_ns", Long.toString(decoder.timeSpan().lastNs()));
        host.putAll(request.host().facts());
        host.putAll(command.facts());
        List<String> notes = new ArrayList<>(missedHits.notes());
        if (lateAmendments > 0) {
            notes.add(lateAmendments
                    + " results or durations came when their rows were already on the disk and are missing:"
                    + " a longer --flush-interval waits longer for them");
        }
        notes.addAll(decoder.rows().stacks().notes());
        LossSummary losses = new LossSummary(
                decoder.rows().losses().spans(),
                decoder.rows().losses().lostEvents(),
                decoder.rows().losses().hasUncounted());
        return manifest(host, losses, logClock, decoder.eventCounts(), notes);
    }

    private Manifest manifest(
            Map<String, String> host,
            LossSummary losses,
            Optional<ClockInfo> logClock,
            List<EventCount> events,
            List<String> notes) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                TapeState.RECORDING,
                request.createdBy(),
                logClock.isPresent() ? List.of(TRACE, LOG) : List.of(TRACE),
                host,
                logClock.map(clock -> List.of(TRACE_CLOCK, clock)).orElse(List.of(TRACE_CLOCK)),
                losses,
                events,
                List.of(),
                notes,
                request.plan().unrecorded());
    }

    /// The virtio devices of the machine.
    List<VirtioDevice> virtioDevices() {
        return request.host().virtioDevices().stream()
                .map(device -> new VirtioDevice(
                        device.name(),
                        device.dmaDevice(),
                        device.virtioId(),
                        device.features(),
                        device.driver(),
                        device.driver().isEmpty()))
                .toList();
    }

    /// Writes the rows of the kernel's trace in `source` and `clock`: at the begin, so that a tape that is never
    /// finished has them.
    static void writeTraceRows(LiveTapeWriter tape) {
        writeSource(tape, TRACE, TRACE_CLOCK.name());
        writeClock(tape, TRACE_CLOCK, OptionalLong.empty(), OptionalLong.empty());
    }

    /// Writes the row of the kernel's log in `source`.
    static void writeLogSource(LiveTapeWriter tape) {
        writeSource(tape, LOG, "printk");
    }

    private static void writeSource(LiveTapeWriter tape, SourceInfo source, String clockName) {
        TableAppender sources = tape.table(TapeTable.SOURCE);
        sources.beginRow();
        sources.setLong(SourceColumn.SOURCE_ID, source.sourceId());
        sources.setText(SourceColumn.PATH, tape.texts().idOf(source.path()));
        sources.setText(SourceColumn.KIND, tape.texts().idOf(source.kind()));
        sources.setText(SourceColumn.BUFFER, tape.texts().idOf(""));
        sources.setLong(SourceColumn.SIZE, source.sizeBytes());
        sources.setText(SourceColumn.SHA256, tape.texts().idOf(source.sha256()));
        sources.setText(SourceColumn.CLOCK, tape.texts().idOf(clockName));
    }

    /// Writes a row of `clock`.
    static void writeClock(LiveTapeWriter tape, ClockInfo clock, OptionalLong fromNs, OptionalLong toNs) {
        TableAppender clocks = tape.table(TapeTable.CLOCK);
        clocks.beginRow();
        clocks.setLong(ClockColumn.SOURCE_ID, clock.sourceId());
        fromNs.ifPresent(ns -> clocks.setLong(ClockColumn.FROM_NS, ns));
        toNs.ifPresent(ns -> clocks.setLong(ClockColumn.TO_NS, ns));
        clocks.setLong(ClockColumn.OFFSET_NS, clock.offsetNs());
        clocks.setLong(ClockColumn.UNCERTAINTY_NS, clock.uncertaintyNs());
        clocks.setText(ClockColumn.METHOD, tape.texts().idOf(clock.method()));
    }
}
