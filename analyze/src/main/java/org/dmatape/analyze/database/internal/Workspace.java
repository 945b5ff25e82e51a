// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.format.folder.ScratchFolder;

/// A private folder for what DuckDB writes, gone when the session ends. SQL can read and write inside
/// DuckDB's temporary folder even when external access is off, so nothing else may lie there.
public final class Workspace implements AutoCloseable {

    /// Name of the folder for spilled data.
    static final String SPILL = "spill";

    private final ScratchFolder folder;

    private Workspace(ScratchFolder folder) {
        this.folder = folder;
    }

    /// Makes a folder only its owner can enter.
    public static Workspace create(Path parent) {
        try {
            return new Workspace(ScratchFolder.create(parent));
        } catch (IOException e) {
            throw new AnalysisException(
                    AnalysisException.Kind.RESOURCES,
                    "cannot make a temporary folder in " + parent + ": " + e.getMessage(),
                    e);
        }
    }

    /// Where DuckDB spills to.
    public Path spillFolder() {
        return folder.path().resolve(SPILL);
    }

    /// Where the database goes when it does not fit into memory.
    public Path databaseFile() {
        return folder.path().resolve("tape.duckdb");
    }

    /// Bytes of all files in the folder.
    public long sizeBytes() {
        try (Stream<Path> files = Files.walk(folder.path())) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException _) {
            return 0; // a file went away while they were counted
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
