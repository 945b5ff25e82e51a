// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.tape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.dmatape.capture.live.RecordException;

/// Deletes tapes whose time has passed.
public final class TapeFolder {

    private TapeFolder() {}

    /// Deletes a tape.
    public static void delete(Path tape) {
        try (Stream<Path> files = Files.walk(tape)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException cause) {
            throw RecordException.machine("cannot delete " + tape + ": " + cause.getMessage());
        }
    }
}
