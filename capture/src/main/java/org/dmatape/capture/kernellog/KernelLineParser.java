// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kernellog;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.dmatape.capture.recording.SkippedInput;
import org.dmatape.capture.synthetic.LineChunks.LineParser;
import org.dmatape.capture.synthetic.RecordWriter;
import org.jspecify.annotations.Nullable;

/// Turns the faults in a kernel's log into records, line by line. A log is small, so lines are looked at as text.
final class KernelLineParser implements LineParser {

    private static final int NO_DEVICE = -1;
    private static final int LONGEST_REASON_BYTES = 200;

    private final HostMode mode;
    private final MessagePrefix prefix = new MessagePrefix();
    private final SmmuEvent smmuEvent = new SmmuEvent();
    private final AtomicLong foreign = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private @Nullable RecordWriter writer;

    KernelLineParser(HostMode mode) {
        this.mode = mode;
    }

    @Override
    public void beginChunk(RecordWriter chunkWriter) {
        writer = chunkWriter;
    }

    @Override
    public void line(byte[] text, int from, int to) {
        prefix.read(new String(text, from, to - from, StandardCharsets.UTF_8).stripTrailing());
        String message = prefix.message();
        mode.take(message);
        OptionalLong lost = LossLines.of(message);
        Optional<KernelFault> fault = FaultLines.of(message).or(() -> smmuEvent.take(message));
        if (lost.isPresent()) {
            records().lost(lost.getAsLong());
        }
        if (fault.isPresent()) {
            write(fault.get());
        } else if (lost.isEmpty()) {
            if (message.contains("fault addr ")) {
                malformed.incrementAndGet();
            } else {
                foreign.incrementAndGet();
            }
        }
    }

    private void write(KernelFault fault) {
        RecordWriter records = records();
        records.begin(KernelFault.ID, KernelFault.FIELDS);
        records.number(KernelFault.DEVICE_FIELD, fault.requesterId().orElse(NO_DEVICE));
        records.number(KernelFault.IOVA_FIELD, fault.iova().orElse(0));
        records.number(KernelFault.HAS_IOVA_FIELD, fault.iova().isPresent() ? 1 : 0);
        records.number(KernelFault.FLAGS_FIELD, fault.access().flags());
        byte[] reason = fault.reason().getBytes(StandardCharsets.UTF_8);
        records.text(KernelFault.REASON_FIELD, reason, 0, Math.min(LONGEST_REASON_BYTES, reason.length));
        records.end(prefix.tsNs());
    }

    private RecordWriter records() {
        RecordWriter records = writer;
        if (records == null) {
            throw new IllegalStateException("a line before the chunk began");
        }
        return records;
    }

    @Override
    public void cutLine() {
        malformed.incrementAndGet();
    }

    @Override
    public void longLine() {
        foreign.incrementAndGet();
    }

    @Override
    public void endChunk() {}

    /// What is no fault.
    SkippedInput skipped() {
        return new SkippedInput(foreign.get(), malformed.get());
    }
}
