// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.queries.SqlText;

/// The versions of a store's database. A store is brought to the current one in a single transaction when it is
/// next written.
///
/// | version | what came with it |
/// |---|---|
/// | 1 | captures, what was found and measured, the files of the lake with their rows |
/// | 2 | size and checksum of each file of the lake, without which damage to it went unnoticed; accepted baselines |
final class StoreSchema {

    /// The version this program writes.
    static final int VERSION = 2;

    private static final String CREATE = "schema.sql";

    private StoreSchema() {}

    /// The version of a database; 0 when it is empty.
    static int version(StoreConnection connection) {
        boolean hasTables = connection
                .rows(
                        "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'store_version'",
                        row -> row.getInt(1) > 0)
                .getFirst();
        if (!hasTables) {
            return 0;
        }
        return connection
                .rows("SELECT coalesce(max(version), 0) FROM store_version", row -> row.getInt(1))
                .getFirst();
    }

    /// Refuses what this program does not know.
    static void requireKnown(Path database, int version) {
        if (version > VERSION) {
            throw new AnalysisException(
                    Kind.TAPE,
                    "the store " + database + " has version " + version + ", this program knows up to version "
                            + VERSION + ": use the dmatape that wrote it, or a newer one");
        }
    }

    /// Makes the tables, or brings them to the current version.
    static void bringUpToDate(StoreConnection connection, StoreLayout layout, String program) {
        int version = version(connection);
        requireKnown(layout.database(), version);
        if (version == VERSION) {
            return;
        }
        connection.transaction(() -> {
            switch (version) {
                case 0 -> statements(CREATE).forEach(connection::execute);
                case 1 -> VersionTwoMigration.migrate(connection, layout);
                default -> throw new IllegalStateException("no way from version " + version);
            }
            connection.execute(
                    "INSERT INTO store_version VALUES (?, ?, ?)", VERSION, SqlTime.timestamp(Instant.now()), program);
        });
    }

    private static List<String> statements(String resource) {
        try (InputStream input = StoreSchema.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            return SqlText.statements(new String(input.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
