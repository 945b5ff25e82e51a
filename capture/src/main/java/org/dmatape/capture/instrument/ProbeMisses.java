// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Hits that a probe by breakpoint missed: another probe's handler was running on the same CPU, or too many returns
/// were awaited. Such an event is lost without a mark in the ring buffer. fprobes are not counted by the kernel.
///
/// @param event name of the probe
/// @param hits how often it was hit
/// @param misses how often it was missed
public record ProbeMisses(String event, long hits, long misses) {

    private static final String PROFILE = "kprobe_profile";
    private static final int COLUMNS = 3;

    /// What the kernel counted for those probes, of the ones that missed any.
    ///
    /// @param tracefs the tracing filesystem
    /// @param events names of probes; the kernel does not tell groups apart
    public static List<ProbeMisses> read(Path tracefs, Set<String> events) {
        Path profile = tracefs.resolve(PROFILE);
        if (!Files.isReadable(profile)) {
            return List.of();
        }
        try {
            return Files.readAllLines(profile).stream()
                    .map(ProbeMisses::parse)
                    .flatMap(Optional::stream)
                    .filter(probe -> probe.misses > 0 && events.contains(probe.event))
                    .toList();
        } catch (IOException unreadable) {
            return List.of(); // the kernel counts nothing
        }
    }

    /// A line: name, hits, misses, in columns.
    private static Optional<ProbeMisses> parse(String line) {
        String[] columns = line.strip().split("\\s+", -1);
        boolean isProbe =
                columns.length == COLUMNS && columns[1].matches("\\d{1,18}") && columns[2].matches("\\d{1,18}");
        return isProbe
                ? Optional.of(new ProbeMisses(columns[0], Long.parseLong(columns[1]), Long.parseLong(columns[2])))
                : Optional.empty();
    }
}
