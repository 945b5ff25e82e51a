// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.dmatape.samples.ShippedRecordings;

/// A folder of recordings beside a store, as a lab has them.
///
/// @param folder where both are made
record LabFolder(Path folder) {

    private static final Instant LAST_NIGHT = Instant.parse("2026-11-21T23:00:00Z");

    Path recordings() {
        return folder.resolve("recordings");
    }

    Path store() {
        return folder.resolve("store");
    }

    /// Copies a shipped recording in.
    ///
    /// @param name path below the folder of recordings
    Path add(String recording, String name) {
        try {
            Path target = recordings().resolve(name);
            Files.createDirectories(target);
            try (Stream<Path> files = Files.list(ShippedRecordings.locate().folder(recording))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = target.resolve(file.getFileName());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                    Files.setLastModifiedTime(copy, FileTime.from(LAST_NIGHT));
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs `dmatape nightly` with some further options.
    Cli.Result nightly(String... options) {
        return Cli.run(Stream.concat(
                        Stream.of("nightly", recordings().toString(), "--store", store().toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    /// Lines that SQL over the store answers with, without the header.
    List<String> sql(String sql) {
        Cli.Result result = Cli.run("query", "--store", store().toString(), "--sql", sql);
        if (result.exitCode() != 0) {
            throw new AssertionError(result.messages());
        }
        return result.text().lines().skip(1).toList();
    }

    /// Everything the store knows that does not depend on when it learnt it.
    List<String> facts() {
        return Stream.of(
                        "SELECT capture, name, host, scenario, date, fingerprint, verdict, events, lost_events FROM"
                                + " (SELECT *, night AS date FROM capture) ORDER BY ALL",
                        "SELECT capture, check_id, status, findings FROM check_result ORDER BY ALL",
                        "SELECT * EXCLUDE (events) FROM finding ORDER BY ALL",
                        "SELECT capture, metric, value, samples FROM metric ORDER BY ALL",
                        "SELECT capture, distribution, list_sum(counts) FROM histogram ORDER BY ALL",
                        "SELECT capture, date, count(*), sum(event_id) FROM dma_op GROUP BY ALL ORDER BY ALL")
                .flatMap(question -> sql(question).stream())
                .toList();
    }
}
