// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Measures from which size of a lake Spark is worth it: the same queries on DuckDB, tape by tape, and on Spark. Runs
/// only when it is told how large: `-Dtest=LakeComparison -Ddmatape.lake.compare=200x2000` for 200 captures of 2,000
/// events.
@EnabledIfSystemProperty(named = "dmatape.lake.compare", matches = "\\d+x\\d+")
class LakeComparison {

    private static final double NS_PER_S = 1e9;
    private static final String[] SIZE =
            System.getProperty("dmatape.lake.compare", "0x0").split("x", 2);

    @Test
    void compare(@TempDir Path folder) throws IOException {
        List<String> queries =
                List.of(System.getProperty("dmatape.lake.queries", "cost-operations,unmap-unmapped,double-map")
                        .split(","));
        LakeFixture fixture = LakeFixture.write(folder, Integer.parseInt(SIZE[0]), Long.parseLong(SIZE[1]), false);
        Clock duck = new Clock();
        Map<String, List<String>> expected = DuckRows.of(fixture.captures(), queries);
        duck.say("DuckDB, tape by tape, all queries");
        Clock start = new Clock();
        SparkSession session = LocalSpark.start(folder, 2, 4);
        try (SparkLake lake = SparkLake.open(
                session, fixture.lake().toString(), folder.resolve("scratch").toString())) {
            start.say("Spark, start and list of captures");
            for (String query : queries) {
                Clock clock = new Clock();
                List<String> rows = lake.query(query, Map.of()).collectAsList().stream()
                        .map(DuckRows::text)
                        .sorted()
                        .toList();
                boolean equal = rows.equals(expected.getOrDefault(query, List.of()).stream()
                        .sorted()
                        .toList());
                assertThat(equal).as(query).isTrue();
                clock.say("Spark, " + query + ": " + rows.size() + " rows");
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
