// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.capture.recording.RecorderFacts;
import org.dmatape.capture.tracedat.clock.ClockOptions;
import org.dmatape.capture.tracedat.file.Cursor;
import org.dmatape.capture.tracedat.file.RecordingFile;

/// Understands the options that both versions share. What it does not know is skipped.
final class OptionReader {

    private static final Pattern SELECTED_CLOCK = Pattern.compile("\\[([^\\]\\s]+)\\]");

    private final Metadata metadata;

    OptionReader(Metadata metadata) {
        this.metadata = metadata;
    }

    void read(int id, Cursor data) {
        switch (id) {
            case OptionId.DATE -> fact("date_offset_us", data);
            case OptionId.CPU_STATISTICS -> appendFact("cpustat", data);
            case OptionId.TRACE_CLOCK -> readClock(data);
            case OptionId.UNAME -> fact("uname", data);
            case OptionId.HOOK -> appendFact("hooks", data);
            case OptionId.OFFSET ->
                metadata.setClockCorrection(ClockOptions.readOffset(metadata.clockCorrection(), data));
            case OptionId.CPU_COUNT -> metadata.facts().put("cpu_count", Long.toString(data.u32("the number of CPUs")));
            case OptionId.VERSION -> fact("recorder_version", data);
            case OptionId.TRACE_ID ->
                metadata.facts().put("trace_id", RecordingFile.hex(data.u64("the identity of the recording")));
            case OptionId.TIME_SHIFT -> {
                metadata.facts().put("time_shift_peer", RecordingFile.hex(ClockOptions.peer(data)));
                metadata.setClockCorrection(ClockOptions.readShift(metadata.clockCorrection(), data));
            }
            case OptionId.GUEST -> appendFact("guests", Guest.read(data).text());
            case OptionId.TSC_TO_NANOSECONDS ->
                metadata.setClockCorrection(ClockOptions.readTicks(metadata.clockCorrection(), data));
            case OptionId.RECORDER_FACTS ->
                metadata.facts().putAll(RecorderFacts.parse(data.text(data.remaining(), "the recorder's facts")));
            case OptionId.BUFFER_TEXT -> metadata.setLatencyText();
            default -> {
                // other options say nothing about the events
            }
        }
    }

    /// The content of the kernel's `trace_clock` file, e.g. `local global [mono]`.
    void readClock(Cursor data) {
        String clocks = data.text(data.remaining(), "the trace clocks");
        Matcher selected = SELECTED_CLOCK.matcher(clocks);
        if (selected.find()) {
            metadata.setSelectedClock(Optional.of(selected.group(1)));
            metadata.facts().put("trace_clock", selected.group(1));
        }
    }

    private void fact(String name, Cursor data) {
        metadata.facts().put(name, data.text(data.remaining(), name).strip());
    }

    private void appendFact(String name, Cursor data) {
        appendFact(name, data.text(data.remaining(), name).strip());
    }

    private void appendFact(String name, String text) {
        metadata.facts().merge(name, text, (before, more) -> before + "\n" + more);
    }
}
