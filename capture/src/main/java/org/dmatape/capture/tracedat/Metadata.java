// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.PageFormat;
import org.dmatape.capture.ringbuffer.PageLayout;
import org.dmatape.capture.tracedat.clock.ClockCorrection;

/// Everything in a recording that is not events, as it is collected while the file is read.
final class Metadata {

    private static final int DEFAULT_SUB_BUFFER_BYTES = 4096;

    private final Map<Integer, EventFormat> formats = new HashMap<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<BufferTable> buffers = new ArrayList<>();
    private final List<String> damage = new ArrayList<>();
    private Map<Integer, String> taskNames = Map.of();
    private PageFormat pageFormat = new PageFormat(PageLayout.LONG_64, DEFAULT_SUB_BUFFER_BYTES);
    private Supplier<ByteBuffer> symbolText = () -> ByteBuffer.allocate(0);
    private ClockCorrection clockCorrection = ClockCorrection.NONE;
    private Optional<String> selectedClock = Optional.empty();
    private boolean latencyText;

    Map<Integer, EventFormat> formats() {
        return formats;
    }

    Map<String, String> facts() {
        return facts;
    }

    List<BufferTable> buffers() {
        return buffers;
    }

    /// What is missing from a damaged recording, one sentence each.
    List<String> damage() {
        return damage;
    }

    Map<Integer, String> taskNames() {
        return taskNames;
    }

    void setTaskNames(Map<Integer, String> taskNames) {
        this.taskNames = taskNames;
    }

    PageLayout pageLayout() {
        return pageFormat.layout();
    }

    /// Bytes of a sub-buffer of the main buffer, as the kernel says.
    int subBufferBytes() {
        return pageFormat.subBufferBytes();
    }

    void setPageFormat(PageFormat pageFormat) {
        this.pageFormat = pageFormat;
    }

    /// The text of kallsyms, which is large: it is only decompressed when asked for.
    Supplier<ByteBuffer> symbolText() {
        return symbolText;
    }

    void setSymbolText(Supplier<ByteBuffer> symbolText) {
        this.symbolText = symbolText;
    }

    ClockCorrection clockCorrection() {
        return clockCorrection;
    }

    void setClockCorrection(ClockCorrection clockCorrection) {
        this.clockCorrection = clockCorrection;
    }

    /// The clock that was selected while recording.
    Optional<String> selectedClock() {
        return selectedClock;
    }

    void setSelectedClock(Optional<String> selectedClock) {
        this.selectedClock = selectedClock;
    }

    /// Whether the file holds the text output of a latency tracer.
    boolean latencyText() {
        return latencyText;
    }

    void setLatencyText() {
        latencyText = true;
    }
}
