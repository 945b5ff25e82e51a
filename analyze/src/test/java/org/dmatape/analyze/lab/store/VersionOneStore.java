// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.dmatape.format.folder.FolderTree;
import org.dmatape.queries.SqlText;

/// A store as version 1 left it: two captures, of which one has a finding, with a file of the lake each. `main`
/// made the resource `store-1.zip`; it is not made anew, because later versions of DuckDB write another file.
public final class VersionOneStore {

    private static final String ARCHIVE = "store-1.zip";
    private static final String SCHEMA = "schema-1.sql";

    private static final List<String> ROWS = List.of(
            "INSERT INTO store_version VALUES (1, TIMESTAMP '2026-11-01 04:00:00', 'dmatape 0.1.0')",
            """
            INSERT INTO capture VALUES
                ('00112233445566aa', repeat('00112233445566aa', 4), '2026-11-01/blk', '/lab/2026-11-01/blk', 'lab1', 'blk',
                    DATE '2026-11-01', TIMESTAMP '2026-11-01 02:00:00', 'f00dfeed', 'clean', 7, 0, false,
                    TIMESTAMP '2026-11-01 04:00:00', 'dmatape 0.1.0', NULL),
                ('00112233445566bb', repeat('00112233445566bb', 4), '2026-11-02/blk', '/lab/2026-11-02/blk', 'lab1', 'blk',
                    DATE '2026-11-02', TIMESTAMP '2026-11-02 02:00:00', 'f00dfeed', 'findings', 9, 0, false,
                    TIMESTAMP '2026-11-02 04:00:00', 'dmatape 0.1.0', NULL)\
            """,
            "INSERT INTO environment VALUES ('f00dfeed', 'host.kernel', '6.12')",
            "INSERT INTO check_result VALUES ('00112233445566bb', 'double-map', 'error', 'found', 1, NULL, false)",
            "INSERT INTO finding_count VALUES ('00112233445566bb', 'double-map', NULL, 'error', 1)",
            """
            INSERT INTO metric VALUES
                ('00112233445566aa', 'map/single/0000:00:01.0/p50_ns', 'ns', 'lower', 1000, 500,
                    'map/single/0000:00:01.0/duration_ns'),
                ('00112233445566bb', 'map/single/0000:00:01.0/p50_ns', 'ns', 'lower', 1010, 500,
                    'map/single/0000:00:01.0/duration_ns')\
            """,
            """
            INSERT INTO histogram VALUES
                ('00112233445566aa', 'map/single/0000:00:01.0/duration_ns', [637, 640], [499, 1]),
                ('00112233445566bb', 'map/single/0000:00:01.0/duration_ns', [638, 640], [498, 2])\
            """,
            """
            INSERT INTO lake_file
                SELECT capture, 'dma_op', 'dma_op/date=' || night || '/host=lab1/scenario=blk/' || capture || '.parquet', events
                FROM capture\
            """);

    private VersionOneStore() {}

    /// Writes the archive into the folder of resources that is named.
    public static void main(String[] args) throws IOException, SQLException {
        Path folder = Files.createTempDirectory("dmatape-store-1-");
        write(folder);
        try (OutputStream out = Files.newOutputStream(Path.of(args[0], ARCHIVE));
                ZipOutputStream archive = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                archive.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, archive);
            }
        }
        FolderTree.delete(folder);
    }

    /// Unpacks the archive.
    public static StoreLayout unpack(Path folder) throws IOException {
        try (InputStream in = resource(ARCHIVE);
                ZipInputStream archive = new ZipInputStream(in)) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(archive, file);
            }
        }
        return new StoreLayout(folder);
    }

    private static void write(Path folder) throws IOException, SQLException {
        StoreLayout layout = new StoreLayout(folder);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                InputStream schema = resource(SCHEMA)) {
            statement.execute("ATTACH '" + layout.database() + "' AS made (BLOCK_SIZE 16384)");
            statement.execute("USE made");
            for (String sql : SqlText.statements(new String(schema.readAllBytes(), StandardCharsets.UTF_8))) {
                statement.execute(sql);
            }
            for (String sql : ROWS) {
                statement.execute(sql);
            }
            for (String day : List.of("01", "02")) {
                String capture = "00112233445566" + (day.equals("01") ? "aa" : "bb");
                Path file = layout.lake()
                        .resolve("dma_op/date=2026-11-" + day + "/host=lab1/scenario=blk/" + capture + ".parquet");
                Files.createDirectories(file.getParent());
                statement.execute("COPY (SELECT '" + capture + "' AS capture, range AS event_id FROM range("
                        + (day.equals("01") ? 7 : 9) + ")) TO '" + file + "' (FORMAT parquet)");
            }
            statement.execute("USE memory");
            statement.execute("DETACH made");
        }
    }

    private static InputStream resource(String name) {
        InputStream found = VersionOneStore.class.getResourceAsStream(name);
        if (found == null) {
            throw new IllegalStateException(name + " is no resource");
        }
        return found;
    }
}
