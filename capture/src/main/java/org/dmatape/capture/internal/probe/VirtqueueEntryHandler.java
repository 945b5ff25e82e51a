// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationFrame;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.dmatape.capture.internal.correlate.UnprobedInterrupts;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.merge.Loss;
import org.dmatape.capture.internal.rows.VqOpRows;
import org.dmatape.format.schema.VqOpColumn;

/// A virtqueue function was entered: its row begins. An entry from within an operation of the same kind only adds
/// what it knows to that operation's row.
final class VirtqueueEntryHandler implements EventHandler {

    private static final int UNCOUNTED = -1;

    private final ProbeTables tables;
    private final TracedFunction function;
    private final int probeId;
    private final VirtqueueFields fields;
    private final VirtqueueRowFiller filler;
    private final SegmentDecoder segments;
    private final FieldReader vmemmap;
    private final int opText;
    private long lastRow;

    VirtqueueEntryHandler(EventFormat format, ProbeTables tables, TracedFunction function) {
        this.tables = tables;
        this.function = function;
        this.probeId = format.id();
        this.fields = new VirtqueueFields(format, tables.dma().rows().words().texts(), tables.deviceTexts());
        this.filler = new VirtqueueRowFiller(fields, tables, function);
        this.segments = new SegmentDecoder(format, tables.dma().rows(), function);
        this.vmemmap = FieldReader.of(format, "vmemmap", "vmemmap_base");
        this.opText = tables.dma().rows().words().operation(function.kind());
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        tables.pages().learn(vmemmap.read(event));
        if (!tables.functions().brackets(function)) {
            begin(event, context);
            return;
        }
        OperationFrame frame = context.enter(function, probeId, event.tsNs());
        OperationFrame known = frame == null ? context.top() : frame.root();
        if (known != null && known.row() != OperationFrame.NO_ROW) {
            filler.queue(event, known.row());
            filler.arguments(event, known.row());
        } else if (frame != null) {
            long eventId = begin(event, context);
            frame.standsFor(lastRow, eventId);
        }
    }

    private long begin(EventCursor event, ExecutionContext context) {
        VqOpRows rows = tables.dma().rows().vqOps();
        long interruptRow = function.kind() == OperationKind.VQ_INTERRUPT
                ? context.awaitedInterrupt()
                        .take(fields.irq().read(event), fields.irq().isIn(event))
                : OperationFrame.NO_ROW;
        long eventId = -1;
        if (interruptRow == OperationFrame.NO_ROW) {
            eventId = rows.begin(event, context, opText);
            context.expectStackOf(eventId);
            lastRow = rows.row();
        } else {
            lastRow = interruptRow;
            reportMissed(event, context);
            tables.virtqueues()
                    .learn(
                            fields.vq().read(event),
                            context.awaitedInterrupt().deviceTextId(),
                            context.awaitedInterrupt().queueTextId(),
                            VirtqueueDirectory.UNKNOWN);
        }
        filler.queue(event, lastRow);
        filler.arguments(event, lastRow);
        if (segments.isPresent() && eventId >= 0) {
            rows.number(lastRow, VqOpColumn.SEGMENTS_TRUNCATED, writeSegments(event, eventId) ? 1 : 0);
        }
        return eventId;
    }

    /// Whatever was probed of what the interrupts in between called is missing.
    private void reportMissed(EventCursor event, ExecutionContext context) {
        UnprobedInterrupts unprobed = context.unprobedInterrupts();
        unprobed.probeFires();
        if (unprobed.take()) {
            tables.dma()
                    .rows()
                    .losses()
                    .add(new Loss(
                            event.sourceId(),
                            event.cpu(),
                            unprobed.firstNs(),
                            context.awaitedInterrupt().entryNs(),
                            UNCOUNTED,
                            unprobed.firstEventId(),
                            context.awaitedInterrupt().eventId()));
        }
    }

    private boolean writeSegments(EventCursor event, long eventId) {
        if (function != TracedFunction.VIRTQUEUE_ADD_SGS) {
            long entries = fields.entries().isIn(event) ? fields.entries().read(event) : -1;
            return segments.write(event, eventId, 0, 1, entries);
        }
        if (!fields.outSgs().isIn(event) || !fields.inSgs().isIn(event)) {
            return true; // which lists the device may write cannot be told
        }
        int out = (int) fields.outSgs().read(event);
        return segments.write(event, eventId, out, out + (int) fields.inSgs().read(event), -1);
    }

    @Override
    public String interpretation() {
        return "vq_op: " + function.kind().op();
    }
}
