// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.lab.lake.LakeDatabase;
import org.dmatape.analyze.lab.store.LabStore;
import org.dmatape.analyze.lab.store.StoreLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Measures from which size of a lake Spark is worth it: the same queries on DuckDB, capture by capture, and on
/// Spark, which must give equal rows. Runs only when it is told over what: `-Ddmatape.lake.store=STORE`, a store that
/// `nightly` wrote (bench/lake makes one), or `-Ddmatape.lake.compare=200x2000` for 200 captures of 2,000 events of
/// its own.
class LakeComparison {

    private static final double NS_PER_S = 1e9;
    private static final List<String> QUERIES =
            List.of(System.getProperty("dmatape.lake.queries", "cost-operations,unmap-unmapped,double-map")
                    .split(","));

    @Test
    @EnabledIfSystemProperty(named = "dmatape.lake.compare", matches = "\\d+x\\d+")
    void captures(@TempDir Path folder) throws IOException {
        String[] size = System.getProperty("dmatape.lake.compare", "0x0").split("x", 2);
        LakeFixture fixture = LakeFixture.write(folder, Integer.parseInt(size[0]), Long.parseLong(size[1]), false);
        Clock duck = new Clock();
        Map<String, List<String>> expected = DuckRows.of(fixture.captures(), QUERIES);
        duck.say("DuckDB, tape by tape, all queries");
        compareWithSpark(fixture.lake(), folder, expected);
    }

    @Test
    @EnabledIfSystemProperty(named = "dmatape.lake.store", matches = ".+")
    void store(@TempDir Path folder) throws IOException {
        StoreLayout layout = new StoreLayout(Path.of(System.getProperty("dmatape.lake.store", "")));
        Map<String, List<String>> expected = new HashMap<>();
        try (LabStore store = LabStore.openForReading(layout);
                LakeDatabase database =
                        LakeDatabase.open(store, store.captures().all(), DatabaseOptions.defaults(), _ -> {})) {
            System.out.println(store.captures().all().size() + " captures");
            for (String query : QUERIES) {
                Clock clock = new Clock();
                expected.put(query, DuckRows.of(database, query));
                clock.say("DuckDB, " + query);
            }
        }
        compareWithSpark(layout.lake(), folder, expected);
    }

    private static void compareWithSpark(Path lake, Path folder, Map<String, List<String>> expected)
            throws IOException {
        Clock start = new Clock();
        SparkSession session = LocalSpark.start(folder, 2, 4);
        try (SparkLake opened = SparkLake.open(
                session, lake.toString(), folder.resolve("scratch").toString())) {
            start.say("Spark, start and list of captures");
            for (String query : QUERIES) {
                Clock clock = new Clock();
                List<String> rows = opened.query(query, Map.of()).collectAsList().stream()
                        .map(DuckRows::text)
                        .sorted()
                        .toList();
                boolean equal = rows.equals(expected.getOrDefault(query, List.of()).stream()
                        .sorted()
                        .toList());
                assertThat(equal).as(query).isTrue();
                clock.say("Spark, " + query + ": " + rows.size() + " rows, equal");
            }
        } finally {
            session.stop();
        }
    }

    /// Wall time and the CPU time of this process.
    private static final class Clock {

        private final long startNs = System.nanoTime();
        private final long cpuNs = cpuNs();

        private void say(String what) {
            System.out.printf(
                    "%-60s %8.1f s, %8.1f s CPU%n",
                    what, (System.nanoTime() - startNs) / NS_PER_S, (cpuNs() - cpuNs) / NS_PER_S);
        }

        private static long cpuNs() {
            return ManagementFactory.getOperatingSystemMXBean()
                            instanceof com.sun.management.OperatingSystemMXBean system
                    ? system.getProcessCpuTime()
                    : 0;
        }
    }
}
