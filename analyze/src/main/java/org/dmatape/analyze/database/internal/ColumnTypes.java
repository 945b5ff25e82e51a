// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.util.List;
import org.dmatape.format.schema.BounceColumn;
import org.dmatape.format.schema.DeviceAccessColumn;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.IommuFaultColumn;
import org.dmatape.format.schema.IommuOpColumn;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.VqOpColumn;

/// The DuckDB types of the tape's columns. Text that comes from a short closed list becomes an ENUM: one
/// byte per row instead of sixteen, and cheap to sort by.
final class ColumnTypes {

    /// The type of device names; its values are those of the tape's device table.
    static final String DEVICE_NAME = "device_name";

    static final List<String> CREATE_CLOSED_TYPES = List.of(
            "CREATE TYPE dma_operation AS ENUM ('map', 'unmap', 'alloc', 'free', 'sync_for_cpu', 'sync_for_device', 'map_error')",
            "CREATE TYPE dma_api AS ENUM ('single', 'resource', 'sg', 'coherent', 'pages', 'sgt')",
            "CREATE TYPE dma_direction AS ENUM ('bidirectional', 'to_device', 'from_device', 'none')",
            "CREATE TYPE execution_context AS ENUM ('task', 'softirq', 'hardirq', 'nmi', 'device')");

    private ColumnTypes() {}

    static String sqlType(TapeColumn column) {
        return switch (column) {
            case DmaOpColumn.DEVICE,
                    IommuOpColumn.DEVICE,
                    BounceColumn.DEVICE,
                    IommuFaultColumn.DEVICE,
                    DeviceAccessColumn.DEVICE -> DEVICE_NAME;
            case DmaOpColumn.OP -> "dma_operation";
            case DmaOpColumn.API -> "dma_api";
            case DmaOpColumn.DIRECTION -> "dma_direction";
            case DmaOpColumn.CONTEXT, IommuOpColumn.CONTEXT, VqOpColumn.CONTEXT -> "execution_context";
            default -> storageType(column);
        };
    }

    private static String storageType(TapeColumn column) {
        return switch (column.spec().type()) {
            case INT64 -> "BIGINT";
            case UINT64 -> "UBIGINT";
            case INT32 -> "INTEGER";
            case UINT32 -> "UINTEGER";
            case UINT16 -> "USMALLINT";
            case BOOL -> "BOOLEAN";
            case TEXT -> "VARCHAR";
        };
    }
}
