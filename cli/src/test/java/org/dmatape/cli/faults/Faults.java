// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.read.Tape;

/// What the tests of faults share: `-Ddmatape.fault.rounds=N` draws more instants, `-Ddmatape.fault.seed=S` others.
final class Faults {

    static final int ROUNDS = Integer.getInteger("dmatape.fault.rounds", 1);
    private static final long SEED = Long.getLong("dmatape.fault.seed", 4711);
    private static final int EVENTS = 20_000;

    private Faults() {}

    /// Draws of a test, the same each time.
    static Random random() {
        System.out.println("faults: seed " + SEED + ", " + ROUNDS + " rounds");
        return new Random(SEED);
    }

    /// A recording whose import takes a moment.
    static Path recording(Path folder) {
        Path recording = folder.resolve("recording.dat");
        Cli.Result made = Cli.run(
                "generate", "--events", Integer.toString(EVENTS), "--seed", "7", "-o", recording.toString(), "-q");
        assertThat(made.exitCode()).as(made.messages()).isZero();
        return recording;
    }

    /// Names in a folder, hidden ones too.
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /// Holds a tape to be whole, every checksum included.
    static void assertWhole(Path tape, String instant) {
        Tape opened = Tape.open(tape);
        assertThat(opened.manifest().state()).as(instant).isEqualTo(TapeState.COMPLETE);
        assertThat(opened.verify()).as(instant).isEmpty();
        assertThat(opened.manifest().losses().spans()).as(instant).isZero();
    }
}
