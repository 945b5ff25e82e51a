// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Brings a store from version 1 to version 2. The files of the lake are read once for their checksums; one that is
/// gone keeps its row with an empty checksum, for `store verify` to report.
final class VersionTwoMigration {

    private static final String GONE = "";

    private static final String LAKE_FILE = """
        CREATE TABLE lake_file_2 (capture VARCHAR NOT NULL, table_name VARCHAR NOT NULL, path VARCHAR NOT NULL,
            row_count BIGINT NOT NULL, size_bytes BIGINT NOT NULL, sha256 VARCHAR NOT NULL)\
        """;

    private static final String BASELINE = """
        CREATE TABLE baseline (scenario VARCHAR NOT NULL, fingerprint VARCHAR, metric VARCHAR NOT NULL,
            night DATE NOT NULL, reason VARCHAR NOT NULL, accepted_by VARCHAR NOT NULL, accepted_at TIMESTAMP NOT NULL)\
        """;

    private VersionTwoMigration() {}

    static void migrate(StoreConnection connection, StoreLayout layout) {
        List<Object[]> rows = new ArrayList<>();
        for (LakeFile file : connection.rows(
                "SELECT capture, table_name, path, row_count FROM lake_file",
                row -> measured(layout, row.getString(1), row.getString(2), row.getString(3), row.getLong(4)))) {
            rows.add(new Object[] {
                file.capture(), file.table(), file.path(), file.rows(), file.sizeBytes(), file.sha256()
            });
        }
        connection.execute(LAKE_FILE);
        connection.executeAll("INSERT INTO lake_file_2 VALUES (?, ?, ?, ?, ?, ?)", rows);
        connection.execute("DROP TABLE lake_file");
        connection.execute("ALTER TABLE lake_file_2 RENAME TO lake_file");
        connection.execute(BASELINE);
    }

    private static LakeFile measured(StoreLayout layout, String capture, String table, String path, long rows) {
        Path file = layout.lake().resolve(path);
        try {
            return Files.isRegularFile(file)
                    ? new LakeFile(capture, table, path, rows, Files.size(file), ContentDigest.ofFile(file))
                    : new LakeFile(capture, table, path, rows, 0, GONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
