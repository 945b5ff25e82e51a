// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.SkippedInput;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.schema.TapeTable;

/// The rows of a recording of any kind, imported into memory.
///
/// @param tables the rows
/// @param counts events by name
/// @param kind what the recording called itself
/// @param facts what it told of itself
/// @param skipped what it could not use
record ImportedRows(
        RowCollector tables, List<EventCount> counts, String kind, Map<String, String> facts, SkippedInput skipped) {

    static ImportedRows of(Path file) {
        PlainTextPool texts = new PlainTextPool();
        RowCollector tables = new RowCollector(texts);
        try (Recording recording = RecordingFormats.of(file).orElseThrow().open(file, OpenOptions.DEFAULT)) {
            EventImporter importer = EventImporter.of(recording, TapeRows.of(tables::table, texts));
            importer.run();
            return new ImportedRows(
                    tables, importer.counts(), recording.kind(), recording.facts(), recording.skipped());
        }
    }

    /// The rows of a table without some columns.
    List<Map<String, Object>> without(TapeTable table, Set<String> columns) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map<String, Object> row : tables.rows(table)) {
            Map<String, Object> kept = new LinkedHashMap<>(row);
            kept.keySet().removeAll(columns);
            rows.add(kept);
        }
        return rows;
    }
}
