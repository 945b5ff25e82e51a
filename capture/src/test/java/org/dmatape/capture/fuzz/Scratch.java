// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder of this process's own, in memory where the machine has a place for that, gone when the process ends.
final class Scratch {

    private static final Path IN_MEMORY = Path.of("/dev/shm");

    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    static Scratch create() {
        try {
            Path parent = Files.isWritable(IN_MEMORY) ? IN_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
            Scratch scratch = new Scratch(Files.createTempDirectory(parent, "dmatape-fuzz-"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(scratch.folder)));
            return scratch;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    Path folder() {
        return folder;
    }

    /// Writes a file of that name.
    Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    /// Deletes a folder and what is in it.
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
