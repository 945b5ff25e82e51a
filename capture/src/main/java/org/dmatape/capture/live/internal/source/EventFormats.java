// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.EventFormatParser;
import org.dmatape.capture.instrument.PlannedEvent;
import org.dmatape.capture.internal.tracefs.TracingInstance;
import org.dmatape.capture.live.RecordException;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.recording.RecordingException;

/// The formats of the events a recording has switched on, as the running kernel declares them.
public final class EventFormats {

    /// What an event's call stack is recorded as, behind it.
    private static final PlannedEvent STACK = new PlannedEvent.Tracepoint("ftrace", "kernel_stack");

    private static final int LONG_BYTES = 8;
    private static final int MOST_BYTES = 1 << 20;

    private final Map<Integer, EventFormat> byId = new LinkedHashMap<>();
    private final Map<PlannedEvent, String> texts = new LinkedHashMap<>();

    /// Reads the formats of events that were made and switched on, and of what is recorded behind them.
    void addAll(Path tracefs, TracingInstance instance, List<PlannedEvent> events) {
        events.forEach(event -> add(tracefs, instance, event));
        if (events.stream().anyMatch(PlannedEvent::withStack)) {
            add(tracefs, instance, STACK);
        }
    }

    private void add(Path tracefs, TracingInstance instance, PlannedEvent event) {
        Path file = tracefs.resolve(
                instance.folder() + "events/" + instance.systemOf(event) + "/" + event.name() + "/format");
        String text = read(file);
        // the group of a probe is named after this process; what is recorded should not be
        EventFormat format = new EventFormatParser(LONG_BYTES).parse(event.system(), text, 0, origin(file));
        byId.put(format.id(), format);
        texts.put(event, text);
    }

    /// Whether call stacks are recorded.
    boolean haveStacks() {
        return texts.containsKey(STACK);
    }

    /// The formats by the id of their event.
    Map<Integer, EventFormat> byId() {
        return Collections.unmodifiableMap(byId);
    }

    /// The kernel's text for each event.
    public Map<PlannedEvent, String> texts() {
        return Collections.unmodifiableMap(texts);
    }

    /// The text of a kernel file. Some of them can only be read in one go from their beginning, so the reads are
    /// large.
    static String read(Path file) {
        try (InputStream in = new FileInputStream(file.toFile())) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw RecordException.machine("cannot read " + file + ": " + cause.getMessage());
        }
    }

    static ByteOrigin origin(Path file) {
        return (position, expected, found) ->
                new RecordingException(file + ": expected " + expected + " at byte " + position + ", found " + found);
    }
}
