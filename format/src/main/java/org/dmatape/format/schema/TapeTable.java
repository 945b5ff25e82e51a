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
    /// One device per row.
    DEVICE(DeviceColumn.values()),
    /// One recording that was read per row.
    SOURCE(SourceColumn.values()),
    /// How a source's clock relates to the tape's per row.
    CLOCK(ClockColumn.values()),
    /// Events lost on one CPU in one span of time per row.
    LOSS(LossColumn.values());

    private final List<TapeColumn> columns;

    TapeTable(TapeColumn[] columns) {
        this.columns = List.of(columns);
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
