// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationFrame;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.VqOpRows;
import org.dmatape.format.schema.VqOpColumn;

/// A virtqueue function returned: its row gets result and duration. Where only returns are probed, the row is made
/// here.
final class VirtqueueReturnHandler implements EventHandler {

    private final ProbeTables tables;
    private final TracedFunction function;
    private final VirtqueueRowFiller filler;
    private final int opText;

    VirtqueueReturnHandler(EventFormat format, ProbeTables tables, TracedFunction function) {
        this.tables = tables;
        this.function = function;
        this.filler = new VirtqueueRowFiller(
                new VirtqueueFields(format, tables.dma().rows().words().texts(), tables.deviceTexts()),
                tables,
                function);
        this.opText = tables.dma().rows().words().operation(function.kind());
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        VqOpRows rows = tables.dma().rows().vqOps();
        OperationFrame frame = context.leave(function);
        if (frame == null) {
            if (!tables.functions().hasEntry(function)) {
                rows.begin(event, context, opText);
                filler.queue(event, rows.row());
                filler.result(event, rows.row());
            }
            return;
        }
        long row = frame.root().row();
        if (row == OperationFrame.NO_ROW) {
            return;
        }
        filler.result(event, row);
        if (!frame.isNested()) {
            rows.number(row, VqOpColumn.DURATION_NS, event.tsNs() - frame.entryNs());
        }
    }

    @Override
    public String interpretation() {
        return "vq_op: " + function.kind().op() + ", result and duration";
    }
}
