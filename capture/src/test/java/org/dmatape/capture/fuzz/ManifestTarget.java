// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmatape.format.manifest.ManifestFile;

/// The manifest of a tape whose parts are whole.
final class ManifestTarget implements FuzzTarget {

    private final Path tape = SmallTape.finished(Scratch.create().folder());
    private final byte[] written;

    ManifestTarget() {
        try {
            written = Files.readAllBytes(tape.resolve(ManifestFile.NAME));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public boolean read(byte[] input) throws IOException {
        Files.write(tape.resolve(ManifestFile.NAME), input);
        return SmallTape.readAll(tape) > 0;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(written);
    }
}
