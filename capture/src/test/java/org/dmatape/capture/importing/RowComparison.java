// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmatape.format.schema.TapeTable;
import org.jspecify.annotations.Nullable;

/// Compares two imports of the same events row by row.
///
/// @param lacking columns that one of the two cannot carry
/// @param distanceNs how far apart times may be
record RowComparison(Set<String> lacking, long distanceNs) {

    /// Tables that events of the driver's side become.
    static final List<TapeTable> TABLES = List.of(
            TapeTable.DMA_OP,
            TapeTable.IOMMU_OP,
            TapeTable.VQ_OP,
            TapeTable.VQ_SEGMENT,
            TapeTable.BOUNCE,
            TapeTable.IOMMU_FAULT);

    private static final List<String> TIMES = List.of("ts_ns", "duration_ns");

    void assertSame(ImportedRows actual, ImportedRows expected) {
        TABLES.forEach(table -> assertSame(table, actual, expected));
    }

    void assertSame(TapeTable table, ImportedRows actual, ImportedRows expected) {
        List<Map<String, Object>> actualRows = actual.without(table, lacking);
        List<Map<String, Object>> expectedRows = expected.without(table, lacking);
        assertThat(actualRows).as("rows of %s", table).hasSameSizeAs(expectedRows);
        for (int i = 0; i < expectedRows.size(); i++) {
            for (String column : TIMES) {
                assertClose(
                        table,
                        i,
                        column,
                        actualRows.get(i).remove(column),
                        expectedRows.get(i).remove(column));
            }
            assertThat(actualRows.get(i)).as("row %d of %s", i, table).isEqualTo(expectedRows.get(i));
        }
    }

    private void assertClose(
            TapeTable table, int row, String column, @Nullable Object actual, @Nullable Object expected) {
        assertThat(actual == null).as("%s of row %d of %s", column, row, table).isEqualTo(expected == null);
        if (actual != null && expected != null) {
            assertThat(Math.abs((Long) expected - (Long) actual))
                    .as("%s of row %d of %s", column, row, table)
                    .isLessThanOrEqualTo(distanceNs);
        }
    }
}
