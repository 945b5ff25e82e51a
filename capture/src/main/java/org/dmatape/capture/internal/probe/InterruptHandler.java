// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import java.util.Arrays;
import java.util.Optional;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.AwaitedInterrupt;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationFrame;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.decode.TextField;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.VqOpRows;
import org.dmatape.format.schema.VqOpColumn;
import org.dmatape.format.write.TextPool;

/// irq:irq_handler_entry of a virtio vector makes a row, which vring_interrupt fills in if that is probed too;
/// irq_handler_exit gives result and duration if it is not. Other interrupts make none.
public final class InterruptHandler implements EventHandler {

    private static final int NOT_LOOKED_AT = -2;

    private final ProbeTables tables;
    private final boolean isExit;
    private final FieldReader irq;
    private final FieldReader result;
    private final TextField name;
    private final int opText;
    private final int sharedQueue;
    private final int configQueue;
    private int[] deviceOfName = new int[0];
    private int[] queueOfName = new int[0];

    /// Handles entries, or exits.
    public InterruptHandler(EventFormat format, ProbeTables tables) {
        this.tables = tables;
        this.isExit = format.name().endsWith("_exit");
        this.irq = FieldReader.of(format, "irq");
        this.result = FieldReader.of(format, "ret");
        this.name = TextField.of(format, tables.dma().rows().words().texts(), "name");
        this.sharedQueue = tables.dma().rows().words().word(InterruptVector.SHARED);
        this.configQueue = tables.dma().rows().words().word(InterruptVector.CONFIG);
        this.opText = tables.dma().rows().words().operation(OperationKind.VQ_INTERRUPT);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        if (isExit) {
            exit(event, context);
            return;
        }
        context.endInterrupt();
        int nameTextId = name.read(event);
        if (nameTextId == TextField.NO_TEXT || !isVirtio(nameTextId)) {
            return;
        }
        VqOpRows rows = tables.dma().rows().vqOps();
        long eventId = rows.begin(event, context, opText);
        rows.text(rows.row(), VqOpColumn.VIRTIO_DEVICE, deviceOfName[nameTextId]);
        rows.text(rows.row(), VqOpColumn.QUEUE_NAME, queueOfName[nameTextId]);
        int queue = queueOfName[nameTextId];
        AwaitedInterrupt awaited = context.awaitedInterrupt();
        awaited.expect(
                irq.read(event),
                deviceOfName[nameTextId],
                queue == sharedQueue || queue == configQueue ? VirtqueueDirectory.UNKNOWN : queue);
        awaited.standsIn(rows.row(), eventId, event.tsNs());
    }

    private void exit(EventCursor event, ExecutionContext context) {
        long entryNs = context.awaitedInterrupt().entryNs();
        long row = context.awaitedInterrupt().rowOf(irq.read(event), irq.isIn(event));
        context.endInterrupt();
        if (row != OperationFrame.NO_ROW) {
            VqOpRows rows = tables.dma().rows().vqOps();
            rows.number(row, VqOpColumn.DURATION_NS, event.tsNs() - entryNs);
            if (result.isIn(event)) {
                rows.number(row, VqOpColumn.RESULT, result.read(event));
            }
        }
    }

    private boolean isVirtio(int nameTextId) {
        if (nameTextId >= deviceOfName.length) {
            int before = deviceOfName.length;
            deviceOfName = Arrays.copyOf(deviceOfName, Math.max(nameTextId + 1, 2 * before));
            queueOfName = Arrays.copyOf(queueOfName, Math.max(nameTextId + 1, 2 * before));
            Arrays.fill(deviceOfName, before, deviceOfName.length, NOT_LOOKED_AT);
        }
        if (deviceOfName[nameTextId] == NOT_LOOKED_AT) {
            TextPool texts = tables.dma().rows().words().texts();
            Optional<InterruptVector> vector = InterruptVector.ofName(texts.textOf(nameTextId));
            deviceOfName[nameTextId] =
                    vector.map(found -> texts.idOf(found.virtioDevice())).orElse(VirtqueueDirectory.UNKNOWN);
            queueOfName[nameTextId] =
                    vector.map(found -> texts.idOf(found.queueName())).orElse(VirtqueueDirectory.UNKNOWN);
        }
        return deviceOfName[nameTextId] != VirtqueueDirectory.UNKNOWN;
    }

    @Override
    public String interpretation() {
        return isExit ? "vq_op: interrupt, result" : "vq_op: interrupt (of virtio vectors)";
    }
}
