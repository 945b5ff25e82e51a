// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationFrame;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.dmatape.capture.internal.decode.DmaTables;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.DmaOpRows;

/// A function of the DMA API returned: the row gets its duration, or is made if no DMA event was seen inside.
final class DmaReturnHandler implements EventHandler {

    private final DmaTables tables;
    private final TracedFunction function;
    private final DmaFields fields;
    private final DmaRowMaker rowMaker;

    DmaReturnHandler(EventFormat format, ProbeTables tables, TracedFunction function) {
        this.tables = tables.dma();
        this.function = function;
        this.fields = new DmaFields(format, this.tables.rows().words().texts(), tables.pages(), this.tables.api());
        this.rowMaker = new DmaRowMaker(this.tables, function);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        OperationFrame frame = context.leave(function);
        if (frame == null || frame.isNested()) {
            return;
        }
        DmaOpRows rows = tables.rows().dmaOps();
        if (frame.row() == OperationFrame.NO_ROW) {
            makeRow(event, context, frame);
        }
        rows.amendDuration(
                frame.row(), event.tsNs() - frame.entryNs(), function.kind().maps());
    }

    private void makeRow(EventCursor event, ExecutionContext context, OperationFrame frame) {
        fields.fillStoredAddress(event, frame.arguments());
        long opId = rowMaker.make(event, context, frame.arguments(), frame.iommuOps(), fields.result(event));
        frame.standsFor(rowMaker.firstRow(), opId);
        tables.correlation().madeFromProbes(context, frame);
        tables.correlation().bounced(context, frame.arguments().physAddress(), opId);
    }

    @Override
    public String interpretation() {
        return "dma_op: " + function.kind().op() + ", duration";
    }
}
