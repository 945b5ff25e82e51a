// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.DatabaseOptions.Access;
import org.dmatape.analyze.database.LockdownTest;
import org.dmatape.analyze.lab.store.LabStore;
import org.dmatape.analyze.lab.store.StoreLayout;
import org.dmatape.analyze.lab.store.VersionOneStore;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.queries.QueryCatalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What SQL over a store may reach and take.
@Timeout(120)
class LakeLockdownTest {

    private static final DatabaseOptions SMALL = DatabaseOptions.defaults().withMemoryLimitBytes(100 << 20);

    @TempDir
    private Path folder;

    private StoreLayout layout;
    private LabStore store;

    @BeforeEach
    void open() throws IOException {
        layout = VersionOneStore.unpack(folder.resolve("store"));
        LabStore.openForWriting(layout, "dmatape test").close();
        store = LabStore.openForReading(layout);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatLeadsOutOfATapeLeadsOutOfNoStoreEither() throws IOException {
        refusesAll(LockdownTest.breakOuts());
        try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("dmatape-must-not-exist"));
        }
    }

    @Test
    void whatOnlyAStoreHasIsNoWayOutEither() throws IOException {
        String lake = layout.lake().toString();
        Path secret = Files.writeString(folder.resolve("secret.csv"), "secret\n1\n");
        refusesAll(Stream.of(
                "SELECT * FROM '" + secret + "'",
                "SELECT * FROM read_csv('" + lake + "/../../secret.csv')",
                "SELECT * FROM read_text('" + layout.database() + "')",
                "SELECT * FROM glob('" + folder + "/*')",
                "FROM query('SELECT * FROM read_csv(''" + lake + "/../../secret.csv'')')",
                "COPY (SELECT 1) TO '" + lake + "/more.csv'",
                "COPY dma_op TO '" + lake + "/dma_op' (FORMAT parquet, PARTITION_BY capture)",
                "PREPARE p AS COPY (SELECT 1) TO '" + lake + "/more.csv'",
                "ATTACH '" + lake + "/more.duckdb' AS more",
                "ATTACH '" + layout.database() + "' AS again",
                "DETACH store",
                "CHECKPOINT store",
                "DELETE FROM store.capture",
                "INSERT INTO store.baseline SELECT * FROM store.baseline",
                "UPDATE store.capture SET verdict = 'clean'",
                "CREATE TABLE store.more AS SELECT 1",
                "DROP TABLE store.finding",
                "ALTER TABLE store.capture DROP COLUMN verdict",
                "TRUNCATE store.capture",
                "PRAGMA import_database('" + lake + "')"));
        try (Stream<Path> files = Files.walk(layout.lake())) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(2)
                    .allMatch(file -> file.toString().endsWith(".parquet"));
        }
        assertThat(store.verification().run().problems()).isEmpty();
    }

    @Test
    void whatTakesTooLongEndsAndTheNextStatementRuns() {
        try (LakeDatabase database = open(SMALL.withTimeout(Optional.of(Duration.ofMillis(300))))) {
            assertRefused(
                    () -> database.query("SELECT count() FROM range(1000000000) x, range(1000000) y"
                                    + " WHERE hash(x.range + y.range) % 7 = 3")
                            .close(),
                    Kind.TIMEOUT,
                    "no answer within 300 ms (--timeout)");
            database.query("SELECT 42").close();
        }
    }

    @Test
    void theTimeIsOneForAllCaptures() {
        QueryCatalogue queries = QueryCatalogue.shipped();
        try (LakeDatabase database = open(SMALL.withTimeout(Optional.of(Duration.ofNanos(1))))) {
            assertRefused(
                    () -> database.query(queries.find("devices").orElseThrow(), Map.of())
                            .close(),
                    Kind.TIMEOUT,
                    "no answer from all 2 captures");
        }
    }

    @Test
    void whatTakesTooMuchMemoryOrDiskEnds() {
        try (LakeDatabase database = open(SMALL.withTemporaryFolder(folder, 20 << 20))) {
            assertRefused(
                    () -> database.query("SELECT list(range) FROM range(100000000)")
                            .close(),
                    Kind.RESOURCES,
                    "memory");
            assertRefused(
                    () -> database.execute("CREATE TABLE large AS SELECT hash(range) h FROM range(1000000000)"),
                    Kind.RESOURCES,
                    "");
            database.query("SELECT 42").close();
        }
    }

    @Test
    void anotherSchemaIsLeftAgain() {
        try (LakeDatabase database = open(SMALL)) {
            database.execute("USE store");
            try (ResultCursor rows = database.query("SELECT count(*) FROM dma_op")) {
                assertThat(ResultTable.of(rows).rows())
                        .singleElement()
                        .asString()
                        .isEqualTo("[16]");
            }
        }
    }

    @Test
    void filesAreWrittenWhenTheUserAsksForIt() {
        Path file = folder.resolve("out.csv");
        try (LakeDatabase database = open(SMALL.withAccess(Access.FILES))) {
            database.execute("COPY (SELECT DISTINCT scenario FROM dma_op) TO '" + file + "'");
        }
        assertThat(file).hasContent("scenario\nblk\n");
    }

    private void refusesAll(Stream<String> statements) {
        try (LakeDatabase database = open(DatabaseOptions.defaults())) {
            assertThat(statements)
                    .isNotEmpty()
                    .allSatisfy(sql -> assertThatThrownBy(
                                    () -> database.execute(sql).ifPresent(ResultCursor::close))
                            .as(sql)
                            .isInstanceOf(AnalysisException.class)
                            .extracting(e -> ((AnalysisException) e).kind())
                            .isEqualTo(Kind.USAGE));
            database.query("SELECT count(*) FROM dma_op").close();
        }
    }

    private static void assertRefused(ThrowingCallable work, Kind kind, String message) {
        assertThatThrownBy(work)
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((AnalysisException) e).kind())
                .isEqualTo(kind);
    }

    private LakeDatabase open(DatabaseOptions options) {
        return LakeDatabase.open(store, store.captures().all(), options, _ -> {});
    }
}
