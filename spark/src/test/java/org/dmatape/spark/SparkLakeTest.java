// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Spark, in two threads over several partitions, says of a lake of captures what DuckDB says of each tape.
class SparkLakeTest {

    private static final int GENERATED = Integer.getInteger("dmatape.lake.captures", 40);
    private static final long EVENTS = Long.getLong("dmatape.lake.events", 400);

    @TempDir
    static @Nullable Path folder;

    private static @Nullable SparkSession session;
    private static @Nullable SparkLake lake;
    private static Map<String, List<String>> expected = Map.of();

    static List<String> queries() {
        String only = System.getProperty("dmatape.lake.queries", "");
        return only.isEmpty() ? TranslatedQueries.ofCatalogue().translated() : List.of(only.split(","));
    }

    @BeforeAll
    static void writeLakeAndStartSpark() throws IOException {
        Path root = Objects.requireNonNull(folder);
        LakeFixture fixture = LakeFixture.write(root, GENERATED, EVENTS, true);
        expected = new HashMap<>(DuckRows.of(fixture.captures(), queries()));
        session = LocalSpark.start(root, 2, 4);
        lake = SparkLake.open(
                session, fixture.lake().toString(), root.resolve("scratch").toString());
    }

    @AfterAll
    static void stop() {
        if (lake != null) {
            lake.close();
        }
        if (session != null) {
            session.stop();
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void sparkAndDuckDbReturnTheSameRows(String query) {
        List<String> rows = Objects.requireNonNull(lake).query(query, Map.of()).collectAsList().stream()
                .map(DuckRows::text)
                .toList();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(Objects.requireNonNull(expected.get(query)));
    }
}
