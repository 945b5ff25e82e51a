// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.database.TableSource;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.IommuOpColumn;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.schema.VqOpColumn;

/// The time of a tape's first event: what `--from` and `--to` count from.
public final class TapeStart {

    private static final List<TapeColumn> CLOCKED = List.of(DmaOpColumn.TS_NS, IommuOpColumn.TS_NS, VqOpColumn.TS_NS);

    private TapeStart() {}

    /// The earliest time in the big tables; 0 for a tape without events. Their rows are in order: the
    /// first one counts.
    public static long of(TableSource source, BufferAllocator allocator) {
        long earliest = Long.MAX_VALUE;
        for (TapeTable table : List.of(TapeTable.DMA_OP, TapeTable.IOMMU_OP, TapeTable.VQ_OP)) {
            if (source.rowCount(table) > 0) {
                earliest = Math.min(earliest, first(source, table, allocator));
            }
        }
        return earliest == Long.MAX_VALUE ? 0 : earliest;
    }

    private static long first(TableSource source, TapeTable table, BufferAllocator allocator) {
        TapeColumn column =
                table.columns().stream().filter(CLOCKED::contains).findFirst().orElseThrow();
        try (ArrowReader reader = source.open(table, List.of(column), allocator)) {
            return reader.loadNextBatch()
                            && reader.getVectorSchemaRoot().getVector(column.columnName()) instanceof BigIntVector times
                            && times.getValueCount() > 0
                    ? times.get(0)
                    : Long.MAX_VALUE;
        } catch (IOException e) {
            throw new AnalysisException(
                    AnalysisException.Kind.TAPE,
                    "table " + table.tableName() + " of " + source.name() + " cannot be read: " + e.getMessage(),
                    e);
        }
    }
}
