// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.dmatape.format.schema.ColumnSpec.optional;
import static org.dmatape.format.schema.ColumnSpec.required;
import static org.dmatape.format.schema.ColumnType.INT64;
import static org.dmatape.format.schema.ColumnType.TEXT;
import static org.dmatape.format.schema.ColumnType.UINT16;
import static org.dmatape.format.schema.ColumnType.UINT32;
import static org.dmatape.format.schema.ColumnType.UINT64;

/// Columns of `device_vq_op`: one virtqueue operation seen from the device side per row.
public enum DeviceVqOpColumn implements TapeColumn {
    /// Number of this row in the total order of the tape.
    EVENT_ID(required(INT64, "", "number of this row in the total order of the tape")),
    /// Time on the tape's clock.
    TS_NS(required(INT64, "ns", "time on the tape's clock")),
    /// Virtio device.
    VIRTIO_DEVICE(optional(TEXT, "", "virtio device")),
    /// Pointer of the device in the device model.
    VDEV(optional(UINT64, "address", "pointer of the device in the device model")),
    /// Index of the queue.
    QUEUE_INDEX(optional(UINT32, "", "index of the queue")),
    /// Pointer of the queue in the device model.
    VQ(optional(UINT64, "address", "pointer of the queue in the device model")),
    /// Notify, pop, fill, flush, interrupt.
    OP(required(TEXT, "", "notify, pop, fill, flush, interrupt")),
    /// Pointer of the element in the device model.
    ELEMENT(optional(UINT64, "address", "pointer of the element in the device model")),
    /// Bytes written.
    LENGTH(optional(UINT32, "bytes", "bytes written")),
    /// The recording this row was read from, see table source.
    SOURCE_ID(required(UINT16, "", "the recording this row was read from, see table source"));

    private final ColumnSpec spec;

    DeviceVqOpColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
