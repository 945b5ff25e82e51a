// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.dmatape.capture.internal.decode.SeenDevices;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.VqOpRows;
import org.dmatape.format.schema.VqOpColumn;

/// Fills columns of a `vq_op` row from the fields of a probe, at entry or at return.
final class VirtqueueRowFiller {

    /// A function that returns bool sets one byte of the register; the rest is whatever was there.
    private static final long BOOL_MASK = 0xff;

    private final VirtqueueFields fields;
    private final VqOpRows rows;
    private final VirtqueueDirectory virtqueues;
    private final SeenDevices devices;
    private final OperationKind kind;

    VirtqueueRowFiller(VirtqueueFields fields, ProbeTables tables, TracedFunction function) {
        this.fields = fields;
        this.rows = tables.dma().rows().vqOps();
        this.virtqueues = tables.virtqueues();
        this.devices = tables.dma().correlation().devices();
        this.kind = function.kind();
    }

    /// Which queue: what the probe says, completed by what is known of the same pointer.
    void queue(EventCursor event, long row) {
        int device = fields.device(event);
        int name = fields.queueName(event);
        int index = fields.queueIndex(event);
        if (fields.vq().isIn(event)) {
            long vq = fields.vq().read(event);
            rows.number(row, VqOpColumn.VQ, vq);
            virtqueues.learn(vq, device, name, index);
            device = virtqueues.deviceOf(vq);
            name = virtqueues.nameOf(vq);
            index = virtqueues.indexOf(vq);
        }
        if (device != VirtqueueDirectory.UNKNOWN) {
            devices.seeVirtio(device, fields.dmaDevice(event));
            rows.text(row, VqOpColumn.VIRTIO_DEVICE, device);
        }
        if (name != VirtqueueDirectory.UNKNOWN) {
            rows.text(row, VqOpColumn.QUEUE_NAME, name);
        }
        if (index != VirtqueueDirectory.UNKNOWN) {
            rows.number(row, VqOpColumn.QUEUE_INDEX, index);
        }
    }

    /// What was asked for.
    void arguments(EventCursor event, long row) {
        if (fields.numFree().isIn(event)) {
            rows.number(row, VqOpColumn.NUM_FREE, fields.numFree().read(event));
        }
        if (fields.outSgs().isIn(event)) {
            rows.number(row, VqOpColumn.OUT_SGS, fields.outSgs().read(event));
        }
        if (fields.inSgs().isIn(event)) {
            rows.number(row, VqOpColumn.IN_SGS, fields.inSgs().read(event));
        }
        if (kind == OperationKind.VQ_ADD && fields.token().isIn(event)) {
            rows.number(row, VqOpColumn.TOKEN, fields.token().read(event));
        }
    }

    /// What came back. `get_buf` and `detach` return the token, or null when there was nothing; its length is only
    /// valid with a token, otherwise it shows an earlier value.
    void result(EventCursor event, long row) {
        if (!fields.result().isIn(event)) {
            return;
        }
        long value = fields.result().read(event);
        switch (kind) {
            case VQ_GET_BUF, VQ_DETACH -> {
                rows.number(row, VqOpColumn.RESULT, value == 0 ? 0 : 1);
                if (value != 0) {
                    rows.number(row, VqOpColumn.TOKEN, value);
                    if (fields.usedLength().isIn(event)) {
                        rows.number(
                                row, VqOpColumn.USED_LENGTH, fields.usedLength().read(event));
                    }
                }
            }
            case VQ_KICK, VQ_KICK_PREPARE, VQ_NOTIFY -> rows.number(row, VqOpColumn.RESULT, value & BOOL_MASK);
            default -> {
                int asInt = (int) value; // that is what the function returns, however wide the probe fetched it
                rows.number(row, VqOpColumn.RESULT, asInt);
            }
        }
    }
}
