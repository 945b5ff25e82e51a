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

/// Columns of `dma_op`: one DMA-API operation, or one entry of a scatterlist operation per row.
public enum DmaOpColumn implements TapeColumn {
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
    /// DMA device, e.g. 0000:00:03.0.
    DEVICE(optional(TEXT, "", "DMA device, e.g. 0000:00:03.0")),
    /// Map, unmap, alloc, free, sync_for_cpu, sync_for_device, map_error.
    OP(required(TEXT, "", "map, unmap, alloc, free, sync_for_cpu, sync_for_device, map_error")),
    /// Single, resource, sg, coherent, pages, sgt.
    API(required(TEXT, "", "single, resource, sg, coherent, pages, sgt")),
    /// Address the device uses (iova, bounce slot or physical address); all ones where a mapping failed.
    DMA_ADDR(optional(
            UINT64,
            "address",
            "address the device uses (iova, bounce slot or physical address); all ones where a mapping failed")),
    /// Physical address of the memory.
    PHYS_ADDR(optional(UINT64, "address", "physical address of the memory")),
    /// Kernel virtual address, of coherent memory only.
    VIRT_ADDR(optional(UINT64, "address", "kernel virtual address, of coherent memory only")),
    /// Bytes of this operation or entry; unknown where the event does not carry it (unmap of a scatterlist).
    SIZE(optional(
            UINT64,
            "bytes",
            "bytes of this operation or entry; unknown where the event does not carry it (unmap of a scatterlist)")),
    /// Bidirectional, to_device, from_device, none.
    DIRECTION(optional(TEXT, "", "bidirectional, to_device, from_device, none")),
    /// DMA_ATTR_* bits as recorded.
    ATTRS(optional(UINT64, "", "DMA_ATTR_* bits as recorded")),
    /// Event_id of the first entry of the same operation.
    OP_ID(required(INT64, "", "event_id of the first entry of the same operation")),
    /// Position in the scatterlist, 0 for anything else.
    ENTRY_INDEX(required(UINT32, "", "position in the scatterlist, 0 for anything else")),
    /// Entries the caller passed (nents), also those that were not recorded.
    ENTRY_COUNT(required(UINT32, "", "entries the caller passed (nents), also those that were not recorded")),
    /// The recording does not hold all entries.
    TRUNCATED(required(BOOL, "", "the recording does not hold all entries")),
    /// Time spent in the operation, from entry and return probes; on the first entry only.
    DURATION_NS(optional(
            INT64, "ns", "time spent in the operation, from entry and return probes; on the first entry only")),
    /// Bytes the IOMMU mapped or unmapped within this operation, on the first entry only; null when no such event was
    /// seen.
    IOMMU_BYTES(
            optional(
                    UINT64,
                    "bytes",
                    "bytes the IOMMU mapped or unmapped within this operation, on the first entry only; null when no such event was seen")),
    /// Event_id of the virtqueue operation this one happened inside.
    VQ_OP_ID(optional(INT64, "", "event_id of the virtqueue operation this one happened inside")),
    /// The recording this row was read from, see table source.
    SOURCE_ID(required(UINT16, "", "the recording this row was read from, see table source"));

    private final ColumnSpec spec;

    DmaOpColumn(ColumnSpec spec) {
        this.spec = spec;
    }

    @Override
    public ColumnSpec spec() {
        return spec;
    }
}
