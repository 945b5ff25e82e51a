// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.dmatape.analyze.database.SqlDatabase;
import org.dmatape.cli.output.Counted;

/// What an answer took. Made when a command begins.
public final class Timings {

    private static final double NS_PER_SECOND = 1e9;
    private static final double KIB_PER_MIB = 1024;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK_FIELD = "VmHWM:";

    private final long beganNs = System.nanoTime();
    private long openedNs = beganNs;

    /// The tape is there: opened, or imported.
    public void opened() {
        openedNs = System.nanoTime();
    }

    /// One line: seconds for opening or importing the tape, for loading what the answer is made from, for the answer
    /// itself to its last row; how many rows; what the process, DuckDB in it, had of memory at most.
    ///
    /// @param database that answered
    /// @param rows of the answer
    public String sentence(SqlDatabase database, long rows) {
        long answeredNs = System.nanoTime() - openedNs - database.loadedInNs();
        return String.format(
                Locale.ROOT,
                "timings: open %.3f s, load %.3f s, answer %.3f s, %s%s",
                (openedNs - beganNs) / NS_PER_SECOND,
                database.loadedInNs() / NS_PER_SECOND,
                answeredNs / NS_PER_SECOND,
                Counted.of(rows, "row"),
                peakKib()
                        .map(kib -> String.format(Locale.ROOT, ", peak memory %.0f MiB", kib / KIB_PER_MIB))
                        .orElse(""));
    }

    /// Only Linux tells it.
    private static Optional<Long> peakKib() {
        try {
            return Files.readAllLines(STATUS, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith(PEAK_FIELD))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
