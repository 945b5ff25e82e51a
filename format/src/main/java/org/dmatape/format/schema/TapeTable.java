// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import java.util.List;
import java.util.Locale;

/// The tables of a tape, in the order in which they are documented.
public enum TapeTable {
    /// One DMA-API operation, or one entry of a scatterlist operation per row.
    DMA_OP(DmaOpColumn.values()),
    /// One IOMMU page-table or invalidation event per row.
    IOMMU_OP(IommuOpColumn.values()),
    /// One virtqueue operation of the driver per row.
    VQ_OP(VqOpColumn.values()),
    /// One scatterlist entry of a posted buffer per row.
    VQ_SEGMENT(VqSegmentColumn.values()),
    /// One access or translation seen from the device side per row.
    DEVICE_ACCESS(DeviceAccessColumn.values()),
    /// One virtqueue operation seen from the device side per row.
    DEVICE_VQ_OP(DeviceVqOpColumn.values()),
    /// One fault reported by the IOMMU per row.
    IOMMU_FAULT(IommuFaultColumn.values()),
    /// One copy through swiotlb per row.
    BOUNCE(BounceColumn.values()),
    /// One operation whose call stack was recorded per row.
    EVENT_STACK(EventStackColumn.values(), Presence.WITH_ROWS),
    /// One call stack per row, however many operations have it.
    CALL_STACK(CallStackColumn.values(), Presence.WITH_ROWS),
    /// One device per row.
    DEVICE(DeviceColumn.values()),
    /// One recording that was read per row.
    SOURCE(SourceColumn.values()),
    /// How a source's clock relates to the tape's per row.
    CLOCK(ClockColumn.values()),
    /// Events lost on one CPU in one span of time per row.
    LOSS(LossColumn.values());

    /// Which tapes have a table.
    private enum Presence {
        /// All of them, be it without a row.
        ALWAYS,
        /// Those that have rows for it.
        WITH_ROWS
    }

    private final List<TapeColumn> columns;
    private final Presence presence;

    TapeTable(TapeColumn[] columns) {
        this(columns, Presence.ALWAYS);
    }

    TapeTable(TapeColumn[] columns, Presence presence) {
        this.columns = List.of(columns);
        this.presence = presence;
    }

    /// Whether a tape may be without it, in its manifest as well, which is the same as to have no row of it.
    public boolean mayBeAbsent() {
        return presence == Presence.WITH_ROWS;
    }

    /// The public name in SQL, and of the folder in the tape: the constant in lower case.
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Columns in storage order; the position in this list is the column's ordinal.
    public List<TapeColumn> columns() {
        return columns;
    }
}
