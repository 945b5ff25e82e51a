// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.export.FileFormat;
import org.dmatape.analyze.export.PartitionKey;
import org.dmatape.analyze.export.TableExport;
import org.dmatape.analyze.lab.store.ContentDigest;
import org.dmatape.analyze.lab.store.LakeFile;
import org.dmatape.analyze.lab.store.StoredCapture;
import org.dmatape.analyze.result.ResultCursor;

/// Writes a tape as files of the lake: one per table that has rows.
///
/// ```text
/// dma_op/date=2026-11-22/host=lab1/scenario=blk-strict/4f0c...e1.parquet
/// ```
/// Every row names its capture, so that an engine that reads all files can tell them apart.
public final class LakeWriter {

    /// The column of every table that names the capture.
    public static final String CAPTURE_COLUMN = "capture";
    /// The keys that partition the lake, outermost first.
    public static final List<String> KEYS = List.of("date", "host", "scenario");

    private LakeWriter() {}

    /// Writes the tables of a tape.
    ///
    /// @param database the tape; it must be allowed to write files
    /// @param capture what it is part of
    /// @param folder where the files go, with the paths they have in the lake
    public static List<LakeFile> write(TapeDatabase database, StoredCapture capture, Path folder) throws IOException {
        TableExport export = new TableExport(
                database,
                folder,
                List.of(
                        new PartitionKey("date", capture.night().toString()),
                        new PartitionKey("host", capture.host()),
                        new PartitionKey("scenario", capture.scenario())),
                FileFormat.PARQUET,
                capture.capture(),
                List.of(new PartitionKey(CAPTURE_COLUMN, capture.capture())));
        List<LakeFile> files = new ArrayList<>();
        for (String table : TableExport.tableNames()) {
            long rows = rows(database, table);
            if (rows > 0) {
                export.write(List.of(table), _ -> {});
                Path file = export.file(table);
                files.add(new LakeFile(
                        capture.capture(),
                        table,
                        folder.relativize(file).toString().replace('\\', '/'),
                        rows,
                        Files.size(file),
                        ContentDigest.ofFile(file)));
            }
        }
        return files;
    }

    private static long rows(TapeDatabase database, String table) {
        try (ResultCursor row = database.query("SELECT count(*) FROM " + table)) {
            return row.next() && row.value(0) instanceof Long count ? count : 0;
        }
    }
}
