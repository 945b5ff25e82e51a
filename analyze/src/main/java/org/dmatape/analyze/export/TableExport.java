// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.result.ResultColumn;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.format.schema.TapeTable;

/// Writes tables of a tape, and the views everything rests on, to files: one folder per table, in it one per
/// key, in it one file per tape.
///
/// ```text
/// FOLDER/dma_op/night=2026-11-22/host=lab1/NAME.parquet
/// ```
/// A file appears when it is whole.
///
/// @param database the tape; it must be allowed to write files
/// @param folder of the export, made when it is not there
/// @param keys that partition it, outermost first
/// @param format of the files
/// @param fileName of the files, without suffix
/// @param labels columns that are the same in every row, before the others
public record TableExport(
        TapeDatabase database,
        Path folder,
        List<PartitionKey> keys,
        FileFormat format,
        String fileName,
        List<PartitionKey> labels) {

    /// Views that are exported like tables, with the column that orders them.
    private static final Map<String, String> VIEW_ORDER = viewOrder();

    /// Copies the lists.
    public TableExport {
        keys = List.copyOf(keys);
        labels = List.copyOf(labels);
    }

    /// An export without labels.
    public TableExport(
            TapeDatabase database, Path folder, List<PartitionKey> keys, FileFormat format, String fileName) {
        this(database, folder, keys, format, fileName, List.of());
    }

    /// Says which table is written.
    public interface Progress {

        /// This one is next.
        void begins(String table);
    }

    /// Everything that can be exported, in the order of the documentation.
    public static List<String> tableNames() {
        List<String> names = new ArrayList<>(
                Arrays.stream(TapeTable.values()).map(TapeTable::tableName).toList());
        names.addAll(VIEW_ORDER.keySet());
        return names;
    }

    /// Writes some tables.
    ///
    /// @throws AnalysisException when there is no such table, a key is called like a column, or a file is there
    /// already; nothing is written then
    public void write(List<String> tables, Progress progress) throws IOException {
        for (String table : tables) {
            check(table);
        }
        for (String table : tables) {
            progress.begins(table);
            write(table);
        }
    }

    private void check(String table) {
        if (!tableNames().contains(table)) {
            throw new AnalysisException(
                    Kind.USAGE, "there is no table '" + table + "'; there are " + String.join(", ", tableNames()));
        }
        Path file = file(table);
        if (Files.exists(file)) {
            throw new AnalysisException(Kind.USAGE, file + " exists already; nothing was written");
        }
        for (ResultColumn column : columns(table)) {
            if (Stream.concat(keys.stream(), labels.stream())
                    .anyMatch(key -> key.name().equals(column.name()))) {
                throw new AnalysisException(
                        Kind.USAGE,
                        "a key cannot be called " + column.name() + ": table " + table + " has that column");
            }
        }
    }

    private void write(String table) throws IOException {
        Path file = file(table);
        Files.createDirectories(file.getParent());
        Path partial = file.resolveSibling("_" + file.getFileName() + ".partial");
        String order = VIEW_ORDER.containsKey(table) ? " ORDER BY " + VIEW_ORDER.get(table) : "";
        String columns = Stream.concat(
                        labels.stream().map(label -> "'" + label.value() + "' AS " + FileFormat.quoted(label.name())),
                        columns(table).stream()
                                .map(column -> format.expression(column) + " AS " + FileFormat.quoted(column.name())))
                .collect(Collectors.joining(", "));
        try {
            database.execute("COPY (SELECT " + columns + " FROM " + table + order + ") TO '"
                            + partial.toString().replace("'", "''") + "' (" + format.copyOptions() + ")")
                    .ifPresent(ResultCursor::close);
            Files.move(partial, file);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private List<ResultColumn> columns(String table) {
        try (ResultCursor rows = database.query("FROM " + table + " LIMIT 0")) {
            return rows.columns();
        }
    }

    /// Where the file of a table is, or will be.
    public Path file(String table) {
        Path path = folder.resolve(table);
        for (PartitionKey key : keys) {
            path = path.resolve(key.folder());
        }
        return path.resolve(fileName + "." + format.suffix());
    }

    private static Map<String, String> viewOrder() {
        Map<String, String> order = new LinkedHashMap<>();
        order.put("mapping", "mapping_id");
        order.put("request", "request_id");
        return order;
    }
}
