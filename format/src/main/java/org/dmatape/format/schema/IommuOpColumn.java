// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import static org.dmatape.format.schema.ColumnSpec.optional;
import static org.dmatape.format.schema.ColumnSpec.required;
import static org.dmatape.format.schema.ColumnType.INT32;
import static org.dmatape.format.schema.ColumnType.INT64;
import static org.dmatape.format.schema.ColumnType.TEXT;
import static org.dmatape.format.schema.ColumnType.UINT16;
import static org.dmatape.format.schema.ColumnType.UINT32;
import static org.dmatape.format.schema.ColumnType.UINT64;

/// Columns of `iommu_op`: one IOMMU page-table or invalidation event per row.
public enum IommuOpColumn implements TapeColumn {
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
    /// Task, softirq, hardirq or nmi of the guest; device for what a device model or the IOMMU itself did.
    CONTEXT(required(
            TEXT,
            "",
            "task, softirq, hardirq or nmi of the guest; device for what a device model or the IOMMU itself did")),
    /// Map, unmap, flush_range, flush_all, invalidate, flush_queue, attach, detach, add_to_group, remove_from_group.
    OP(
            required(
                    TEXT,
                    "",
                    "map, unmap, flush_range, flush_all, invalidate, flush_queue, attach, detach, add_to_group, remove_from_group")),
    /// First I/O virtual address.
    IOVA(optional(UINT64, "address", "first I/O virtual address")),
    /// First physical address.
    PHYS_ADDR(optional(UINT64, "address", "first physical address")),
    /// Bytes asked for.
    SIZE(optional(UINT64, "bytes", "bytes asked for")),
    /// Bytes an unmap really removed.
    UNMAPPED_SIZE(optional(UINT64, "bytes", "bytes an unmap really removed")),
    /// Device, taken from the event or from the DMA operation it happened inside.
    DEVICE(optional(TEXT, "", "device, taken from the event or from the DMA operation it happened inside")),
    /// Domain id of an invalidation.
    DOMAIN(optional(UINT32, "", "domain id of an invalidation")),
    /// Time spent, from probes.
    DURATION_NS(optional(INT64, "ns", "time spent, from probes")),
    /// Op_id of the DMA operation this event happened inside.
    DMA_OP_ID(optional(INT64, "", "op_id of the DMA operation this event happened inside")),
    /// The recording this row was read from, see table source.
    SOURCE_ID(required(UINT16, "", "the recording this row was read from, see table source"));

    private final ColumnSpec spec;

    IommuOpColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
