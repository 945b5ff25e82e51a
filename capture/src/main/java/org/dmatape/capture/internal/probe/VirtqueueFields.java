// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.decode.TextField;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.format.write.TextPool;

/// The fields of a probe on a virtqueue function, under the names people give them.
final class VirtqueueFields {

    private final FieldReader vq;
    private final TextField device;
    private final TextField dmaDevice;
    private final FieldReader deviceNumber;
    private final TextField queueName;
    private final FieldReader queueIndex;
    private final FieldReader numFree;
    private final FieldReader outSgs;
    private final FieldReader inSgs;
    private final FieldReader entries;
    private final FieldReader token;
    private final FieldReader irq;
    private final FieldReader usedLength;
    private final FieldReader result;
    private final DeviceTexts deviceTexts;

    VirtqueueFields(EventFormat format, TextPool texts, DeviceTexts deviceTexts) {
        this.deviceTexts = deviceTexts;
        this.vq = FieldReader.of(format, "vq", "_vq");
        this.device = TextField.of(
                format, texts, "dev", "virtio_device", "virtio", "device", "dev_name", "vdev_name", "vdev");
        this.dmaDevice = TextField.of(format, texts, "dma", "dma_dev", "dma_device");
        this.deviceNumber = FieldReader.of(format, "vdev", "vdev_index", "vdev_idx", "virtio_index");
        this.queueName = TextField.of(format, texts, "name", "queue_name", "queue", "qname", "vq_name");
        this.queueIndex = FieldReader.of(format, "idx", "index", "queue_index", "qidx", "vq_index");
        this.numFree = FieldReader.of(format, "free", "num_free");
        this.outSgs = FieldReader.of(format, "out", "out_sgs");
        this.inSgs = FieldReader.of(format, "in", "in_sgs");
        this.entries = FieldReader.of(format, "num");
        this.token = FieldReader.of(format, "data", "token", "tok");
        this.irq = FieldReader.of(format, "irq");
        this.usedLength = FieldReader.of(format, "len", "used", "used_length", "used_len", "length");
        this.result = FieldReader.of(format, "ret", "r", "retval", "rc", "result", "res", "tok", "token", "arg1");
    }

    FieldReader vq() {
        return vq;
    }

    FieldReader numFree() {
        return numFree;
    }

    FieldReader outSgs() {
        return outSgs;
    }

    FieldReader inSgs() {
        return inSgs;
    }

    FieldReader entries() {
        return entries;
    }

    FieldReader token() {
        return token;
    }

    FieldReader irq() {
        return irq;
    }

    FieldReader usedLength() {
        return usedLength;
    }

    FieldReader result() {
        return result;
    }

    int queueName(EventCursor event) {
        return queueName.read(event);
    }

    int queueIndex(EventCursor event) {
        return queueIndex.isIn(event) ? (int) queueIndex.read(event) : VirtqueueDirectory.UNKNOWN;
    }

    /// The device whose DMA the queue's device does, or [TextField#NO_TEXT].
    int dmaDevice(EventCursor event) {
        return dmaDevice.read(event);
    }

    int device(EventCursor event) {
        int text = device.read(event);
        if (text != TextField.NO_TEXT) {
            return deviceTexts.isVirtio(text) ? text : VirtqueueDirectory.UNKNOWN;
        }
        return deviceNumber.isIn(event) ? deviceTexts.ofNumber(deviceNumber.read(event)) : VirtqueueDirectory.UNKNOWN;
    }
}
