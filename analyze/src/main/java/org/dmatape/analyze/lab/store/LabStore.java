// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.lab.judge.LabHistory;
import org.dmatape.format.folder.FolderTree;

/// An open store. One process writes it at a time; any number read it while nobody writes.
public final class LabStore implements AutoCloseable {

    private final StoreLayout layout;
    private final Optional<StoreLock> lock;
    private final StoreConnection connection;

    private LabStore(StoreLayout layout, Optional<StoreLock> lock, StoreConnection connection) {
        this.layout = layout;
        this.lock = lock;
        this.connection = connection;
    }

    /// Opens a store to write to it, or makes one. An older one is brought to the current version; what a run that
    /// died has left is removed.
    ///
    /// @param program name and version of who writes
    /// @throws AnalysisException when another process writes it
    public static LabStore openForWriting(StoreLayout layout, String program) throws IOException {
        Files.createDirectories(layout.folder());
        StoreLock lock = StoreLock.take(layout.lock());
        try {
            StoreConnection connection = StoreConnection.open(layout.database(), false);
            try {
                StoreSchema.bringUpToDate(connection, layout, program);
                LabStore store = new LabStore(layout, Optional.of(lock), connection);
                store.sweep();
                return store;
            } catch (IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Opens a store to read it.
    ///
    /// @throws AnalysisException when there is none, somebody writes it, or it is from another version
    public static LabStore openForReading(StoreLayout layout) throws IOException {
        if (!layout.exists()) {
            throw new AnalysisException(
                    Kind.TAPE,
                    layout.folder() + " is not a lab store: it has no "
                            + layout.database().getFileName() + "; 'dmatape nightly FOLDER --store " + layout.folder()
                            + "' makes one");
        }
        StoreConnection connection = openWhileNobodyWrites(layout);
        try {
            requireCurrent(layout, StoreSchema.version(connection));
            return new LabStore(layout, Optional.empty(), connection);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static StoreConnection openWhileNobodyWrites(StoreLayout layout) throws IOException {
        try {
            return StoreConnection.open(layout.database(), true);
        } catch (AnalysisException e) {
            Optional<StoreOwner> owner = StoreLock.owner(layout.lock()).filter(StoreOwner::isAliveHere);
            if (owner.isPresent()) {
                throw new AnalysisException(
                        Kind.RESOURCES,
                        "the store is being written by " + owner.get() + "; it can be read when that is done",
                        e);
            }
            throw e;
        }
    }

    private static void requireCurrent(StoreLayout layout, int version) {
        StoreSchema.requireKnown(layout.database(), version);
        if (version < StoreSchema.VERSION) {
            throw new AnalysisException(
                    Kind.TAPE,
                    "the store " + layout.folder() + " has version " + version + ", this program reads version "
                            + StoreSchema.VERSION
                            + ": the next 'dmatape nightly' or 'dmatape store migrate' brings it there");
        }
    }

    /// Where its parts lie.
    public StoreLayout layout() {
        return layout;
    }

    /// Who had the store before and died without giving it back.
    public Optional<StoreOwner> died() {
        return lock.flatMap(StoreLock::died);
    }

    /// Its captures.
    public CaptureTable captures() {
        return new CaptureTable(connection);
    }

    /// What could not be read.
    public BrokenTable broken() {
        return new BrokenTable(connection);
    }

    /// Baselines that were moved.
    public Baselines baselines() {
        return new Baselines(connection);
    }

    /// All it knows, for judging a night.
    public LabHistory history() {
        return new HistoryReader(connection, captures().all())
                .read(broken().all(), baselines().all());
    }

    /// Checksums of files that were read before.
    public SeenFiles seenFiles() {
        return new SeenFiles(connection);
    }

    /// The files of the lake.
    public LakeFolder lake() {
        return new LakeFolder(layout.lake());
    }

    /// Removes what is old.
    public Retention retention() {
        return new Retention(connection, this);
    }

    /// Holds the lake against the database.
    public StoreVerification verification() {
        return new StoreVerification(this);
    }

    /// Paths of all files of the lake that count.
    Set<String> knownPaths() {
        return captures().files().values().stream()
                .flatMap(files -> files.stream().map(LakeFile::path))
                .collect(Collectors.toSet());
    }

    /// Removes files that do not count.
    ///
    /// @return files removed from the lake
    int sweep() throws IOException {
        FolderTree.delete(layout.work());
        return lake().sweep(knownPaths());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } finally {
            lock.ifPresent(StoreLock::close);
        }
    }
}
