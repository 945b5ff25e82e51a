// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.dmatape.format.schema.ColumnSpec.optional;
import static org.dmatape.format.schema.ColumnSpec.required;
import static org.dmatape.format.schema.ColumnType.BOOL;
import static org.dmatape.format.schema.ColumnType.INT32;
import static org.dmatape.format.schema.ColumnType.INT64;
import static org.dmatape.format.schema.ColumnType.TEXT;
import static org.dmatape.format.schema.ColumnType.UINT16;
import static org.dmatape.format.schema.ColumnType.UINT32;
import static org.dmatape.format.schema.ColumnType.UINT64;

/// Columns of `vq_op`: one virtqueue operation of the driver per row.
public enum VqOpColumn implements TapeColumn {
    /// Number of this row in the total order of the tape.
    EVENT_ID(required(INT64, "", "number of this row in the total order of the tape")),
    /// Time on the tape's clock.
    TS_NS(required(INT64, "ns", "time on the tape's clock")),
    /// CPU that recorded the event.
    CPU(required(UINT16, "", "CPU that recorded the event")),
    /// Thread that was running; 0 is the idle task.
    PID(optional(INT32, "", "thread that was running; 0 is the idle task")),
    /// Name of that thread, as the recording's list of tasks has it.
    COMM(optional(TEXT, "", "name of that thread, as the recording's list of tasks has it")),
    /// Task, softirq, hardirq or nmi.
    CONTEXT(required(TEXT, "", "task, softirq, hardirq or nmi")),
    /// Virtio0, virtio1, ....
    VIRTIO_DEVICE(optional(TEXT, "", "virtio0, virtio1, ...")),
    /// Name the driver gave the queue, e.g. req.0.
    QUEUE_NAME(optional(TEXT, "", "name the driver gave the queue, e.g. req.0")),
    /// Index of the queue in its device.
    QUEUE_INDEX(optional(UINT32, "", "index of the queue in its device")),
    /// Kernel pointer of the queue: its identity within one boot.
    VQ(optional(UINT64, "address", "kernel pointer of the queue: its identity within one boot")),
    /// Add, get_buf, kick, kick_prepare, notify, interrupt, detach.
    OP(required(TEXT, "", "add, get_buf, kick, kick_prepare, notify, interrupt, detach")),
    /// Cookie of the buffer: passed to add, returned by get_buf; null when get_buf found nothing.
    TOKEN(optional(
            UINT64,
            "address",
            "cookie of the buffer: passed to add, returned by get_buf; null when get_buf found nothing")),
    /// Scatterlists the device reads.
    OUT_SGS(optional(UINT32, "", "scatterlists the device reads")),
    /// Scatterlists the device writes.
    IN_SGS(optional(UINT32, "", "scatterlists the device writes")),
    /// Free descriptors when the operation began.
    NUM_FREE(optional(UINT32, "", "free descriptors when the operation began")),
    /// Bytes the device wrote, of get_buf.
    USED_LENGTH(optional(UINT32, "bytes", "bytes the device wrote, of get_buf")),
    /// Return value: 0 or -errno of add, 0/1 of kick_prepare and notify, irqreturn of interrupt.
    RESULT(optional(
            INT64, "", "return value: 0 or -errno of add, 0/1 of kick_prepare and notify, irqreturn of interrupt")),
    /// The probe fetched fewer segments than the buffer has.
    SEGMENTS_TRUNCATED(optional(BOOL, "", "the probe fetched fewer segments than the buffer has")),
    /// Time spent, from entry and return probes.
    DURATION_NS(optional(INT64, "ns", "time spent, from entry and return probes")),
    /// The recording this row was read from, see table source.
    SOURCE_ID(required(UINT16, "", "the recording this row was read from, see table source"));

    private final ColumnSpec spec;

    VqOpColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
