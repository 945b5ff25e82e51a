// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.DeviceVqOpRows;
import org.dmatape.format.schema.DeviceVqOpColumn;

/// A virtqueue operation of the device model: notify, pop, fill, flush, interrupt.
final class QueueHandler implements EventHandler {

    private final DeviceTables tables;
    private final FieldReader device;
    private final FieldReader queue;
    private final FieldReader queueIndex;
    private final FieldReader element;
    private final FieldReader length;
    private final String name;
    private final String op;
    private final int opText;

    QueueHandler(EventFormat format, DeviceTables tables, String op) {
        this.tables = tables;
        this.device = FieldReader.of(format, "vdev");
        this.queue = FieldReader.of(format, "vq");
        this.queueIndex = FieldReader.of(format, "queue_index");
        this.element = FieldReader.of(format, "element");
        this.length = FieldReader.of(format, "length");
        this.name = format.name();
        this.op = op;
        this.opText = tables.rows().words().word(op);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        long vq = queue.read(event);
        DeviceQueues queues = tables.queues();
        if (!isNew(queues, vq)) {
            return;
        }
        if (device.isPresent()) {
            queues.learnDevice(vq, device.read(event));
        }
        if (queueIndex.isPresent()) {
            queues.learnIndex(vq, queueIndex.read(event));
        }
        DeviceVqOpRows rows = tables.rows().deviceVqOps();
        rows.begin(event, opText, vq);
        long vdev = queues.deviceOf(vq);
        if (vdev != 0) {
            rows.number(DeviceVqOpColumn.VDEV, vdev);
        }
        long index = queues.indexOf(vq);
        if (index != DeviceQueues.UNKNOWN) {
            rows.number(DeviceVqOpColumn.QUEUE_INDEX, index);
        }
        if (element.isPresent()) {
            rows.number(DeviceVqOpColumn.ELEMENT, element.read(event));
        }
        if (length.isPresent()) {
            rows.number(DeviceVqOpColumn.LENGTH, length.read(event));
        }
    }

    /// QEMU 9 and 10 tell of one interrupt twice, when it is asked for and when it is raised.
    private boolean isNew(DeviceQueues queues, long vq) {
        return switch (name) {
            case "virtio_notify_irqfd" -> queues.interruptAsked(vq);
            case "virtio_notify_irqfd_deferred_fn" -> queues.interruptRaised(vq);
            default -> true;
        };
    }

    @Override
    public String interpretation() {
        return "device_vq_op: " + op;
    }
}
