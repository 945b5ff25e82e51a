// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmatape.capture.clock.signal.SignalCollector;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.Recording;
import org.dmatape.format.schema.TapeTable;

/// How much a recording tells.
///
/// @param dmaOperations rows of the DMA API
/// @param all rows of all tables that events make
record ToldRows(long dmaOperations, long all) {

    /// Reads a recording through.
    static ToldRows of(Recording recording) {
        SignalCollector rows = new SignalCollector();
        EventImporter.of(recording, TapeRows.of(rows::table, rows.texts())).run();
        long all = Stream.of(
                        TapeTable.DMA_OP, TapeTable.IOMMU_OP, TapeTable.VQ_OP, TapeTable.BOUNCE, TapeTable.IOMMU_FAULT)
                .mapToLong(table -> rows.table(table).rowCount())
                .sum();
        return new ToldRows(rows.table(TapeTable.DMA_OP).rowCount(), all);
    }

    /// Which tells most: of those with at least half of the DMA API that any has, the one with most of everything; the
    /// first of equals.
    static int most(List<ToldRows> several) {
        long mostOperations =
                several.stream().mapToLong(ToldRows::dmaOperations).max().orElse(0);
        return IntStream.range(0, several.size())
                .filter(i -> several.get(i).dmaOperations() >= mostOperations / 2)
                .boxed()
                .max(Comparator.comparingLong((Integer i) -> several.get(i).all())
                        .thenComparing(Comparator.reverseOrder()))
                .orElse(0);
    }
}
