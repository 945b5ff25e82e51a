// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/// Measures from which size of a lake Spark is worth it: the same queries on DuckDB, tape by tape, and on Spark.
///
/// Arguments: a folder for the lake (made when it is not there), captures, events of each, and queries.
final class LakeComparison {

    private static final double NS_PER_S = 1e9;

    private LakeComparison() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int captures = Integer.parseInt(arguments[1]);
        long events = Long.parseLong(arguments[2]);
        List<String> queries = List.of(arguments).subList(3, arguments.length);
        LakeFixture fixture = Files.exists(folder.resolve("lake"))
                ? LakeFixture.existing(folder)
                : LakeFixture.write(folder, captures, events, false);
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
                clock.say("Spark, " + query + ": " + rows.size() + " rows" + (equal ? "" : ", NOT those of DuckDB"));
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
