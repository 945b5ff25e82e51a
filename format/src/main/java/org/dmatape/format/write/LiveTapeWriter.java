// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.dmatape.format.TapeException;
import org.dmatape.format.internal.commit.CommitLog;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.internal.DiskSync;
import org.dmatape.format.write.internal.FileAccess;
import org.dmatape.format.write.internal.PartialTape;
import org.dmatape.format.write.internal.TableSet;
import org.dmatape.format.write.internal.TapeCopy;

/// Writes a tape of something that goes on: it has its name from the start, can be read while it grows, and holds at
/// any instant everything up to its last commit, whatever happens to its writer.
///
/// Rows stay amendable for at least one, at most two calls of [#commit]; what is older is on the disk. Rows of
/// `device`, `source`, `clock` and `loss` are written with the next call: whatever names a device finds it there,
/// and what surrounds a loss is not on the disk without it.
public final class LiveTapeWriter implements AutoCloseable {

    /// Nobody amends their rows, and rows of other tables are not to be read without them: they are on the disk no
    /// later than those.
    private static final Set<TapeTable> WRITTEN_AT_ONCE =
            EnumSet.of(TapeTable.CALL_STACK, TapeTable.DEVICE, TapeTable.SOURCE, TapeTable.CLOCK, TapeTable.LOSS);

    /// What they say holds for the whole tape, so that they are never forgotten.
    private static final Set<TapeTable> NEVER_FORGOTTEN =
            EnumSet.of(TapeTable.CALL_STACK, TapeTable.DEVICE, TapeTable.SOURCE, TapeTable.CLOCK);

    private final Path folder;
    private final TableSet tables;
    private final CommitLog commits;
    private final DiskSync sync;
    /// What a commit said of the whole tape and is not on the disk yet.
    private final AtomicReference<Optional<Manifest>> latestManifest = new AtomicReference<>(Optional.empty());
    /// Files that commits on the disk may still speak of.
    private final Queue<Path> forgotten = new ConcurrentLinkedQueue<>();
    private Map<TapeTable, Long> seenRows = Map.of();
    private List<TableInfo> committed;
    private int spans;
    private boolean closed;

    private LiveTapeWriter(Path folder, TableSet tables, CommitLog commits, List<TableInfo> committed) {
        this.folder = folder;
        this.tables = tables;
        this.commits = commits;
        this.committed = committed;
        this.sync = new DiskSync(this::bringToDisk);
    }

    /// On the thread of the disk. Its order is what makes a tape open that is cut between any two steps: what a commit
    /// speaks of is there before the commit, and what no later commit speaks of goes after it.
    private void bringToDisk() {
        List<Path> unneeded = new ArrayList<>();
        for (Path file = forgotten.poll(); file != null; file = forgotten.poll()) {
            unneeded.add(file);
        }
        tables.force();
        commits.force();
        unneeded.forEach(LiveTapeWriter::delete);
        latestManifest.getAndSet(Optional.empty()).ifPresent(manifest -> ManifestFile.replace(folder, manifest));
    }

    /// Begins a tape.
    ///
    /// @param tape its name, by convention ending in `.tape`
    /// @param manifest what is known so far
    /// @throws org.dmatape.format.TapeException when something of that name exists and may not be replaced, or
    ///     when the folder cannot be written
    public static LiveTapeWriter create(Path tape, TapeWriterOptions options, Manifest manifest) {
        PartialTape partial = PartialTape.create(tape, options.overwrite(), options.ownerOnly());
        try {
            TableSet none = new TableSet(partial.folder(), options);
            List<TableInfo> nothing = none.flush(Map.of());
            none.close();
            ManifestFile.replace(partial.folder(), manifest.withState(TapeState.RECORDING));
            CommitLog commits = CommitLog.create(partial.folder(), FileAccess.ofFiles(options.ownerOnly()));
            commits.add(nothing);
            commits.force();
            partial.publish();
            Path folder = tape.toAbsolutePath().normalize();
            DiskSync.nameOf(folder);
            return new LiveTapeWriter(folder, new TableSet(folder, options), commits.movedTo(folder), nothing);
        } finally {
            partial.discard();
        }
    }

    /// The appender of a table; always the same one.
    public TableAppender table(TapeTable table) {
        return tables.appender(table);
    }

    /// The texts of this tape.
    public TextPool texts() {
        return tables.texts();
    }

    /// Writes everything that had been appended at the call before this one, and what was appended since to the tables
    /// that say what others mean: from now on it survives the end of this process, and soon after, when the
    /// disk has it, that of the machine. The manifest follows when the disk has the rest.
    ///
    /// @param manifest what is known so far
    public void commit(Manifest manifest) {
        latestManifest.set(Optional.of(manifest.withState(TapeState.RECORDING)));
        commit();
    }

    /// The same, when the manifest need not be written again.
    public void commit() {
        Map<TapeTable, Long> rows = tables.rowCounts();
        Map<TapeTable, Long> due = new EnumMap<>(TapeTable.class);
        rows.forEach((table, count) ->
                due.put(table, WRITTEN_AT_ONCE.contains(table) ? count : seenRows.getOrDefault(table, 0L)));
        List<TableInfo> flushed = tables.flush(due);
        seenRows = rows;
        boolean isChanged = !flushed.equals(committed);
        if (isChanged) {
            commits.add(flushed);
            committed = flushed;
        }
        if (isChanged || latestManifest.get().isPresent()) {
            sync.request();
        }
    }

    /// Ends a span: what the last commit wrote and no span before holds. A span can be forgotten as a whole.
    ///
    /// @return its number, from 0
    public int endSpan() {
        tables.endSpan(spans);
        spans++;
        return spans - 1;
    }

    /// Forgets everything of the spans before that one, but for what later ones may need: devices, sources, clocks
    /// and call stacks, and losses of one span more, because a loss is written before the rows that follow it.
    public void forgetBefore(int span) {
        List<Path> files = new ArrayList<>();
        for (TapeTable table : TapeTable.values()) {
            if (!NEVER_FORGOTTEN.contains(table)) {
                files.addAll(tables.forgetBefore(table, table == TapeTable.LOSS ? span - 1 : span));
            }
        }
        committed = tables.flush(Map.of());
        commits.add(committed);
        forgotten.addAll(files);
        sync.request();
    }

    /// Makes a finished tape of the spans that have ended and were not forgotten.
    ///
    /// @param manifest what it says of itself
    /// @return the manifest as it was written
    public Manifest copyTo(Path tape, Manifest manifest, boolean overwrite) {
        return TapeCopy.make(folder, tables.flush(Map.of()), tape, manifest, overwrite, true);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException cause) {
            throw TapeException.cannotWrite(file, cause);
        }
    }

    /// Amendments that came when their row was already on the disk, and were dropped.
    public long lateAmendments() {
        return tables.lateAmendments();
    }

    /// Bytes of the parts at the last commit.
    public long committedBytes() {
        return committed.stream()
                .flatMap(table -> table.parts().stream())
                .mapToLong(PartInfo::sizeBytes)
                .sum();
    }

    /// Writes what is open and completes the tape.
    ///
    /// @return the manifest as it was written
    public Manifest finish(Manifest manifest) {
        if (closed) {
            throw new IllegalStateException("the tape is closed");
        }
        Manifest written = manifest.withTables(tables.finish()).withState(TapeState.COMPLETE);
        sync.close(); // no manifest of an earlier commit may come after the last one
        latestManifest.set(Optional.empty());
        ManifestFile.replace(folder, written);
        commits.delete();
        close();
        return written;
    }

    /// Ends writing. A tape that was not finished stays as it was committed last, and can be read.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sync.close();
            try (commits;
                    tables) {
                forgotten.forEach(LiveTapeWriter::delete);
                latestManifest.get().ifPresent(manifest -> ManifestFile.replace(folder, manifest));
            }
        }
    }
}
