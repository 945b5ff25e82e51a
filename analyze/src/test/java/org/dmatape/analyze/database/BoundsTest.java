// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.analyze.result.ResultCursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What SQL from a user may take of time, memory and disk.
@Timeout(120)
class BoundsTest {

    private static final long MIB = 1 << 20;
    private static final DatabaseOptions SMALL = DatabaseOptions.defaults().withMemoryLimitBytes(100 * MIB);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count() FROM range(1000000000) x, range(1000000) y WHERE hash(x.range + y.range) % 7 = 3",
                "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
                "SELECT * FROM range(100000000000)"
            })
    void whatTakesTooLongEndsAndTheNextStatementRuns(String sql) {
        DatabaseOptions options = SMALL.withTimeout(Optional.of(Duration.ofMillis(300)));
        try (TapeDatabase database = TapeDatabase.open(new FixtureTape(), options)) {
            assertThatThrownBy(() -> database.query(sql).close())
                    .isInstanceOf(AnalysisException.class)
                    .hasMessage("no answer within 300 ms (--timeout)")
                    .extracting(e -> ((AnalysisException) e).kind())
                    .isEqualTo(Kind.TIMEOUT);
            database.query("SELECT 42").close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(DISTINCT hash(range)) FROM range(100000000)",
                "SELECT list(range) FROM range(100000000)",
                "SELECT string_agg(repeat('x', 1000000), '') FROM range(10000)",
                "CREATE TABLE large AS SELECT hash(range) h, hash(range + 1) i FROM range(1000000000)",
                "WITH RECURSIVE r(n, s) AS (SELECT 1, 'x' UNION ALL SELECT n + 1, s || s FROM r) SELECT max(length(s))"
                        + " FROM r"
            })
    void whatTakesTooMuchMemoryOrDiskEnds(String sql, @TempDir Path folder) {
        DatabaseOptions options = SMALL.withTemporaryFolder(folder, 20 * MIB);
        try (TapeDatabase database = TapeDatabase.open(new FixtureTape(), options)) {
            assertThatThrownBy(() -> database.execute(sql).ifPresent(ResultCursor::close))
                    .isInstanceOf(AnalysisException.class)
                    .extracting(e -> ((AnalysisException) e).kind())
                    .isEqualTo(Kind.RESOURCES);
            database.query("SELECT 42").close();
        }
    }

    /// The one folder SQL can write to is the one DuckDB spills to, once it has.
    @Test
    void filesInTheFolderForSpilledDataAreBounded(@TempDir Path folder) {
        DatabaseOptions options = SMALL.withTemporaryFolder(folder, 300 * MIB);
        try (TapeDatabase database = TapeDatabase.open(new FixtureTape(), options)) {
            database.execute("CREATE TABLE large AS SELECT hash(range) h FROM range(20000000)");
            assertThat(folder).isDirectoryRecursivelyContaining("glob:**.tmp");
            database.execute("SET VARIABLE file = current_setting('temp_directory') || '/x.csv'");
            assertThatThrownBy(() -> database.execute(
                            "COPY (SELECT repeat('x', 1000) FROM range(100000000)) TO (getvariable('file'))"))
                    .isInstanceOf(AnalysisException.class)
                    .hasMessageContaining("temporary disk space")
                    .extracting(e -> ((AnalysisException) e).kind())
                    .isEqualTo(Kind.RESOURCES);
        }
        assertThat(folder).isEmptyDirectory();
    }

    /// DuckDB does not listen while one function call is under way, and whoever runs the database has to end it all.
    @Test
    void whatDoesNotListenIsForTheLastResort() throws Exception {
        DatabaseOptions options = SMALL.withTimeout(Optional.of(Duration.ofMillis(100)));
        try (TapeDatabase database = TapeDatabase.open(new FixtureTape(), options)) {
            CompletableFuture<Kind> told = new CompletableFuture<>();
            database.onUnstoppable(reason -> told.complete(reason.kind()));
            Thread deaf = Thread.ofPlatform().daemon().start(() -> {
                try {
                    database.query("SELECT levenshtein(repeat('x', 50000 + random()::BIGINT), repeat('y', 50000))")
                            .close();
                } catch (AnalysisException late) {
                    assertThat(late.kind()).isEqualTo(Kind.TIMEOUT);
                }
            });
            assertThat(told.get(90, TimeUnit.SECONDS)).isEqualTo(Kind.TIMEOUT);
            deaf.join();
        }
    }

    @Test
    void otherSchemasDoNotConfuseTheTape() {
        try (TapeDatabase database = new FixtureTape().open()) {
            database.execute("ATTACH ':memory:' AS other");
            database.execute("USE other");
            database.query("SELECT count(*) FROM dma_op").close();
            database.execute("SET search_path = 'pg_catalog'");
            database.query("SELECT count(*) FROM mapping").close();
        }
    }
}
