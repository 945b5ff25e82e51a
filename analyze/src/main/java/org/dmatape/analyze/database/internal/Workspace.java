// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.format.folder.FolderTree;

/// A private folder for what DuckDB writes, gone when the session ends. SQL can read and write inside
/// DuckDB's temporary folder even when external access is off, so nothing else may lie there.
public final class Workspace implements AutoCloseable {

    /// Name of the folder for spilled data.
    static final String SPILL = "spill";

    private final Path folder;
    private final Thread onExit = new Thread(this::delete);

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /// Makes a folder only its owner can enter.
    public static Workspace create(Path parent) {
        try {
            Path folder = Files.createTempDirectory(
                    parent,
                    "dmatape-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Workspace workspace = new Workspace(folder);
            Runtime.getRuntime().addShutdownHook(workspace.onExit);
            return workspace;
        } catch (IOException e) {
            throw new AnalysisException(
                    AnalysisException.Kind.RESOURCES,
                    "cannot make a temporary folder in " + parent + ": " + e.getMessage(),
                    e);
        }
    }

    /// Where DuckDB spills to.
    public Path spillFolder() {
        return folder.resolve(SPILL);
    }

    /// Where the database goes when it does not fit into memory.
    public Path databaseFile() {
        return folder.resolve("tape.duckdb");
    }

    /// Bytes of all files in the folder.
    public long sizeBytes() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException _) {
            return 0; // a file went away while they were counted
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException _) {
            return; // the virtual machine is going down and the hook does the work
        }
        delete();
    }

    private void delete() {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            System.getLogger(Workspace.class.getName())
                    .log(System.Logger.Level.DEBUG, "temporary folder " + folder + " could not be removed", e);
        }
    }
}
