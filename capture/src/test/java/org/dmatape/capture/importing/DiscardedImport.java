// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.Recording;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;

/// Decodes a recording as an import does, and keeps none of its rows.
public final class DiscardedImport {

    private DiscardedImport() {}

    /// Decodes everything.
    ///
    /// @return events read
    public static long run(Recording recording) {
        PlainTextPool texts = new PlainTextPool();
        Map<TapeTable, TableAppender> tables = new EnumMap<>(TapeTable.class);
        EventImporter importer = EventImporter.of(
                recording, TapeRows.of(table -> tables.computeIfAbsent(table, _ -> new Discarded()), texts));
        importer.run();
        importer.counts();
        importer.devices().names();
        recording.facts();
        recording.taskNames();
        recording.skipped();
        recording.symbols().find(Set.of("start"));
        CpuStatistics.parse(recording.facts().getOrDefault("cpustat", ""));
        return importer.total();
    }

    /// Knows how many rows it was given and nothing else.
    private static final class Discarded implements TableAppender {

        private long rows;

        @Override
        public long beginRow() {
            return rows++;
        }

        @Override
        public void setLong(TapeColumn column, long value) {}

        @Override
        public void setText(TapeColumn column, int textId) {}

        @Override
        public void setBoolean(TapeColumn column, boolean value) {}

        @Override
        public boolean patchLong(long row, TapeColumn column, long value) {
            return isHeld(row);
        }

        @Override
        public boolean patchText(long row, TapeColumn column, int textId) {
            return isHeld(row);
        }

        @Override
        public boolean patchBoolean(long row, TapeColumn column, boolean value) {
            return isHeld(row);
        }

        @Override
        public long rowCount() {
            return rows;
        }

        private boolean isHeld(long row) {
            return row >= 0 && row < rows;
        }
    }
}
