// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.format.schema.BounceColumn;
import org.dmatape.format.schema.DeviceAccessColumn;
import org.dmatape.format.schema.DeviceVqOpColumn;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.IommuFaultColumn;
import org.dmatape.format.schema.IommuOpColumn;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.schema.VqOpColumn;

/// The time of a tape's first event: what `--from` and `--to` count from.
public final class TapeStart {

    /// A table whose rows stand in order of time.
    private record Clocked(TapeTable table, TapeColumn time) {}

    private static final List<Clocked> OPERATIONS = List.of(
            new Clocked(TapeTable.DMA_OP, DmaOpColumn.TS_NS),
            new Clocked(TapeTable.IOMMU_OP, IommuOpColumn.TS_NS),
            new Clocked(TapeTable.VQ_OP, VqOpColumn.TS_NS));

    /// Asked only where nothing was operated on: a device's log often begins long before the driver's recording.
    private static final List<Clocked> OTHERS = List.of(
            new Clocked(TapeTable.BOUNCE, BounceColumn.TS_NS),
            new Clocked(TapeTable.DEVICE_ACCESS, DeviceAccessColumn.TS_NS),
            new Clocked(TapeTable.DEVICE_VQ_OP, DeviceVqOpColumn.TS_NS),
            new Clocked(TapeTable.IOMMU_FAULT, IommuFaultColumn.TS_NS));

    private TapeStart() {}

    /// The earliest time of an operation (DMA, IOMMU, queue); on a tape without any, that of what a device, a bounce
    /// buffer or a fault tells; 0 on a tape without events.
    public static long of(TableSource source, BufferAllocator allocator) {
        long earliest = earliest(OPERATIONS, source, allocator);
        if (earliest == Long.MAX_VALUE) {
            earliest = earliest(OTHERS, source, allocator);
        }
        return earliest == Long.MAX_VALUE ? 0 : earliest;
    }

    private static long earliest(List<Clocked> tables, TableSource source, BufferAllocator allocator) {
        long earliest = Long.MAX_VALUE;
        for (Clocked clocked : tables) {
            if (source.rowCount(clocked.table()) > 0) {
                earliest = Math.min(earliest, first(source, clocked, allocator));
            }
        }
        return earliest;
    }

    private static long first(TableSource source, Clocked clocked, BufferAllocator allocator) {
        try (ArrowReader reader = source.open(clocked.table(), List.of(clocked.time()), allocator)) {
            while (reader.loadNextBatch()) {
                if (reader.getVectorSchemaRoot().getVector(0) instanceof BigIntVector times
                        && times.getValueCount() > 0) {
                    return times.get(0);
                }
            }
            return Long.MAX_VALUE;
        } catch (IOException e) {
            throw new AnalysisException(
                    AnalysisException.Kind.TAPE,
                    "table " + clocked.table().tableName() + " of " + source.name() + " cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }
}
