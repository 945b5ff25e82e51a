// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.clock.Alignment;
import org.dmatape.capture.clock.ClockAligner;
import org.dmatape.capture.clock.ClockMethod;
import org.dmatape.capture.clock.SourceClock;
import org.dmatape.capture.clock.signal.SideSignals;
import org.dmatape.capture.clock.signal.SignalCollector;
import org.dmatape.capture.importing.internal.EventImporter;
import org.dmatape.capture.importing.internal.RecordingOpener;
import org.dmatape.capture.internal.merge.TimeSpan;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.recording.RecordingRole;
import org.dmatape.capture.synthetic.LineTimes;
import org.jspecify.annotations.Nullable;

/// Finds out, before an import, how the clocks of its recordings relate. The first recording's is the tape's. Where the
/// others' must be found from the order of events, both recordings are read through once more than the import does.
final class RecordingClocks {

    private static final String NO_TIMES = "without usable times: QEMU writes them with -msg timestamp=on,"
            + " dmesg without -T and -t, journalctl with -o short-monotonic";
    private static final String TRACE_ID = "trace_id";
    private static final String TIME_SHIFT_PEER = "time_shift_peer";

    private final List<RecordingFile> files;
    private final RecordingOpener opener;
    private final Map<Path, Long> givenOffsetsNs;
    private @Nullable SideSignals tapeDriver;

    private RecordingClocks(List<RecordingFile> files, RecordingOpener opener, Map<Path, Long> givenOffsetsNs) {
        this.files = files;
        this.opener = opener;
        this.givenOffsetsNs = givenOffsetsNs;
    }

    /// The clock of each recording, in their order.
    ///
    /// @param givenOffsetsNs what the user says is to be added to the times of a file
    static List<SourceClock> of(List<RecordingFile> files, RecordingOpener opener, Map<Path, Long> givenOffsetsNs) {
        RecordingClocks clocks = new RecordingClocks(files, opener, givenOffsetsNs);
        List<SourceClock> found = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            found.add(clocks.of(i));
        }
        return List.copyOf(found);
    }

    private SourceClock of(int index) {
        RecordingFile file = files.get(index);
        Long given = givenOffsetsNs.get(file.path());
        if (index > 0 && !hasTimes(file)) {
            if (given != null) {
                throw new RecordingException(
                        file.path() + ": its lines have no usable times, so that no clock offset puts them in order");
            }
            return SourceClock.constant(ClockMethod.UNKNOWN, 0, 0, file.role().text() + " " + NO_TIMES);
        }
        if (given != null) {
            return SourceClock.constant(ClockMethod.GIVEN, given, 0, "");
        }
        if (index == 0) {
            return SourceClock.constant(ClockMethod.SAME, 0, 0, "");
        }
        return switch (file.role()) {
            case KERNEL_TRACE -> ofKernelTrace(file);
            case KERNEL_LOG -> ofKernelLog(file);
            case DEVICE_LOG -> ofDeviceLog(file);
        };
    }

    private boolean hasTimes(RecordingFile file) {
        try (Recording recording = open(file)) {
            return recording.buffers().stream()
                    .noneMatch(buffer -> buffer.clock().equals(LineTimes.NO_CLOCK));
        }
    }

    private SourceClock ofKernelTrace(RecordingFile file) {
        try (Recording tape = open(files.getFirst());
                Recording other = open(file)) {
            boolean measured = isPeer(tape, other) || isPeer(other, tape);
            return measured
                    ? SourceClock.constant(ClockMethod.FILE, 0, 0, "")
                    : SourceClock.constant(
                            ClockMethod.UNKNOWN,
                            0,
                            0,
                            "the two kernel traces do not say how their clocks relate; --clock-offset can");
        }
    }

    /// trace-cmd writes into a guest's file how its clock relates to that of the host, and whose recording that is in.
    private static boolean isPeer(Recording recording, Recording other) {
        String peer = recording.facts().getOrDefault(TIME_SHIFT_PEER, "");
        return !peer.isEmpty() && peer.equals(other.facts().get(TRACE_ID));
    }

    private SourceClock ofKernelLog(RecordingFile log) {
        if (files.getFirst().role() != RecordingRole.KERNEL_TRACE) {
            return SourceClock.constant(ClockMethod.UNKNOWN, 0, 0, "there is no kernel trace to relate the log to");
        }
        try (Recording trace = open(files.getFirst());
                Recording recording = open(log)) {
            long lastNs = read(recording, new SignalCollector()).lastNs();
            Path uname = files.getFirst().path().resolveSibling(RecordingFolder.UNAME);
            Map<String, String> host = Files.isRegularFile(uname) ? HostFacts.read(uname) : Map.of();
            return KernelLogClock.of(trace, host, recording, lastNs);
        }
    }

    private SourceClock ofDeviceLog(RecordingFile file) {
        SideSignals driver = tapeDriver;
        if (driver == null) {
            driver = signals(files.getFirst()).driver();
            tapeDriver = driver;
        }
        Alignment alignment = ClockAligner.align(driver, signals(file).device());
        return SourceClock.of(alignment);
    }

    private SignalCollector signals(RecordingFile file) {
        SignalCollector collector = new SignalCollector();
        try (Recording recording = open(file)) {
            TimeSpan span = read(recording, collector);
            collector.finish(span.firstNs(), span.lastNs());
        }
        return collector;
    }

    private static TimeSpan read(Recording recording, SignalCollector collector) {
        EventImporter events = EventImporter.of(recording, TapeRows.of(collector::table, collector.texts()));
        events.run();
        return events.timeSpan();
    }

    private Recording open(RecordingFile file) {
        return opener.open(file);
    }
}
