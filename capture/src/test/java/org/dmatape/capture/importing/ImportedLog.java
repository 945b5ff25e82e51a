// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.schema.TapeTable;

/// A log, read as an import reads it.
///
/// @param tables rows it became
/// @param events events counted
/// @param facts what the recording says of itself
/// @param clock its clock
/// @param devices devices that were named
record ImportedLog(
        RowCollector tables, List<EventCount> events, Map<String, String> facts, String clock, List<String> devices) {

    static ImportedLog of(Path file) {
        return of(file, OpenOptions.DEFAULT);
    }

    static ImportedLog of(Path file, OpenOptions options) {
        PlainTextPool texts = new PlainTextPool();
        RowCollector tables = new RowCollector(texts);
        try (Recording recording = RecordingFormats.of(file).orElseThrow().open(file, options)) {
            EventImporter importer = EventImporter.of(recording, TapeRows.of(tables::table, texts));
            importer.run();
            return new ImportedLog(
                    tables,
                    importer.counts(),
                    recording.facts(),
                    recording.buffers().getFirst().clock(),
                    importer.devices().names());
        }
    }

    /// A log of these lines, each with its line feed.
    static ImportedLog ofLines(Path folder, String... lines) {
        return ofText(folder, String.join("\n", lines) + "\n");
    }

    static ImportedLog ofText(Path folder, String text) {
        Path file = folder.resolve("some.log");
        try {
            Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return of(file);
    }

    List<Map<String, Object>> rows(TapeTable table) {
        return tables.rows(table);
    }

    long fact(String name) {
        return Long.parseLong(facts.get(name));
    }
}
