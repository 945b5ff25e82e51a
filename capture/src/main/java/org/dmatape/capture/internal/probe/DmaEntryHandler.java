// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.DmaArguments;
import org.dmatape.capture.internal.correlate.EnclosedIommuOps;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationFrame;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.dmatape.capture.internal.decode.DmaTables;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.merge.EventCursor;

/// A function of the DMA API was entered. The row is made by the event inside, or at the return; without a return probe
/// and without DMA events, what is known at entry makes a row for operations that need no result (unmap, sync, free).
final class DmaEntryHandler implements EventHandler {

    private final ProbeTables tables;
    private final TracedFunction function;
    private final int probeId;
    private final DmaFields fields;
    private final DmaRowMaker rowMaker;
    private final boolean hasDmaEvents;
    private final DmaArguments arguments = new DmaArguments();
    private final EnclosedIommuOps none = new EnclosedIommuOps();

    DmaEntryHandler(EventFormat format, ProbeTables tables, TracedFunction function, boolean hasDmaEvents) {
        this.tables = tables;
        this.function = function;
        this.probeId = format.id();
        DmaTables dma = tables.dma();
        this.fields = new DmaFields(format, dma.rows().words().texts(), tables.pages(), dma.api());
        this.rowMaker = new DmaRowMaker(dma, function);
        this.hasDmaEvents = hasDmaEvents;
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        if (!tables.functions().brackets(function)) {
            makeRowAtEntry(event, context);
            return;
        }
        OperationFrame frame = context.enter(function, probeId, event.tsNs());
        OperationFrame known = frame == null ? context.top() : frame.root();
        if (known != null) {
            fields.fill(event, known.arguments());
        }
    }

    private void makeRowAtEntry(EventCursor event, ExecutionContext context) {
        if (hasDmaEvents || !needsNoResult()) {
            return;
        }
        arguments.clear();
        fields.fill(event, arguments);
        long opId = rowMaker.make(event, context, arguments, none, DmaArguments.UNKNOWN);
        tables.dma()
                .correlation()
                .made(
                        context,
                        function.kind(),
                        rowMaker.firstRow(),
                        opId,
                        arguments.deviceTextId(),
                        arguments.dmaAddress());
        // the IOMMU event of an unmap follows its entry
        context.awaitedUnmap().expect(rowMaker.firstRow(), opId, arguments.deviceTextId(), arguments.dmaAddress());
    }

    private boolean needsNoResult() {
        return switch (function.kind()) {
            case DMA_UNMAP, DMA_UNMAP_SG, DMA_FREE, DMA_SYNC_FOR_CPU, DMA_SYNC_FOR_DEVICE -> true;
            default -> false;
        };
    }

    @Override
    public String interpretation() {
        return "dma_op: " + function.kind().op() + ", entry";
    }
}
