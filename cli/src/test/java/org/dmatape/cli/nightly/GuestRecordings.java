// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What samples/lab/nights.sh recorded, in the order in which it did.
///
/// @param healthy recordings in which nothing is wrong
/// @param faulty recordings with two double mappings
/// @param lossy a recording that lost events
record GuestRecordings(List<Path> healthy, List<Path> faulty, Path lossy) {

    static GuestRecordings in(Path folder) {
        List<Path> lossy = named(folder, "loss");
        return new GuestRecordings(named(folder, "\\d+"), named(folder, "bug"), lossy.getFirst());
    }

    /// For how many nights they suffice.
    int nights() {
        return healthy.size() / SimulatedLabFolder.RUNS;
    }

    /// @param night from 1 on
    /// @param run from 1 on
    Path healthy(int night, int run) {
        return healthy.get((run - 1) * nights() + night - 1);
    }

    /// The night's healthy recordings stand in where there are not as many faulty ones as runs.
    Path faulty(int night, int run) {
        return run <= faulty.size() ? faulty.get(run - 1) : healthy(night, run);
    }

    private static List<Path> named(Path folder, String name) {
        try (Stream<Path> recordings = Files.list(folder)) {
            return recordings
                    .filter(recording -> recording.getFileName().toString().matches("\\d+-" + name))
                    .filter(recording -> Files.exists(recording.resolve("uname.txt")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
