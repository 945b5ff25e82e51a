// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.flight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.dmatape.capture.live.RecordException;
import org.dmatape.capture.live.Rotation;

/// The names a flight recorder gives, for `night.tape`: `night.last.tape` holds the recent past and goes on changing,
/// `night.0001.tape` and so on are what was written. Those of earlier recordings are never replaced.
final class FlightNames {

    private static final String SUFFIX = ".tape";
    private static final int MOST_TAPES = 9999;

    private final Path tape;
    private int written;

    FlightNames(Path tape) {
        this.tape = tape;
    }

    /// The recent past.
    Path rolling() {
        return named(stem() + ".last" + SUFFIX);
    }

    /// What the trigger looks at.
    Path looked() {
        return named("." + stem() + ".look" + SUFFIX);
    }

    /// The next name that is free.
    Path next() {
        Rotation numbered = new Rotation(0, Duration.ZERO, 0);
        while (written < MOST_TAPES) {
            written++;
            Path candidate = numbered.tape(tape, written);
            if (!Files.exists(candidate)) {
                return candidate;
            }
        }
        throw RecordException.machine("there are " + MOST_TAPES + " tapes beside " + tape + ": move some away");
    }

    /// Gives a tape the next name.
    Path rename(Path from) {
        Path to = next();
        try {
            return Files.move(from, to);
        } catch (IOException cause) {
            throw RecordException.machine("cannot rename " + from + " to " + to + ": " + cause.getMessage());
        }
    }

    private String stem() {
        String file = String.valueOf(tape.getFileName());
        return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
    }

    private Path named(String name) {
        return tape.resolveSibling(name);
    }
}
