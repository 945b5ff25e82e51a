// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationFrame;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.IommuOpRows;

/// Entry or return of a function of the IOMMU core: gives the event inside its duration. The timer that empties the
/// flush queue makes a row of its own.
final class IommuProbeHandler implements EventHandler {

    private final ProbeTables tables;
    private final TracedFunction function;
    private final int probeId;
    private final boolean isReturn;
    private final int opText;

    IommuProbeHandler(EventFormat format, ProbeTables tables, TracedFunction function, boolean isReturn) {
        this.tables = tables;
        this.function = function;
        this.probeId = format.id();
        this.isReturn = isReturn;
        this.opText = tables.dma().rows().words().operation(function.kind());
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        IommuOpRows rows = tables.dma().rows().iommuOps();
        if (isReturn) {
            OperationFrame frame = context.leave(function);
            if (frame != null && !frame.isNested() && frame.row() != OperationFrame.NO_ROW) {
                rows.amendDuration(frame.row(), event.tsNs() - frame.entryNs());
            }
            return;
        }
        OperationFrame frame =
                tables.functions().brackets(function) ? context.enter(function, probeId, event.tsNs()) : null;
        if (function.kind() == OperationKind.IOMMU_FLUSH_QUEUE) {
            long eventId = rows.begin(event, context, opText);
            if (frame != null) {
                frame.standsFor(rows.row(), eventId);
            }
        }
    }

    @Override
    public String interpretation() {
        return "iommu_op: " + function.kind().op() + ", " + (isReturn ? "duration" : "entry");
    }
}
