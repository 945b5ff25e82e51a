// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.salvage;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dmatape.format.TapeException;
import org.dmatape.format.internal.commit.CommitLog;
import org.dmatape.format.internal.commit.Commits;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.read.internal.IntactPrefix;
import org.dmatape.format.read.internal.PartExtent;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TapeWriterOptions;
import org.dmatape.format.write.internal.PartFile;
import org.dmatape.format.write.internal.PartialTape;

/// Copies what is whole of a damaged tape, or of the hidden folder a dead writer left, into a new tape. Of
/// every table that is the front up to the last batch whose checksum is right: rows behind a hole would look
/// like rows in order. What was dropped stands in the new manifest's notes.
public final class TapeSalvage {

    private static final String UNFINISHED =
            "The recording was not finished: its recorder died, or was still at work. What it had not committed is missing.";

    private final Path damaged;
    private final PartialTape target;
    private final List<String> notes = new ArrayList<>();

    private TapeSalvage(Path damaged, PartialTape target) {
        this.damaged = damaged;
        this.target = target;
    }

    /// Makes a tape of what is whole. The damaged one is left as it is.
    ///
    /// @return the new tape's manifest; its notes say what is missing
    /// @throws TapeException when the folder holds nothing of a tape, or another version's, or the target
    ///     cannot be written
    public static Manifest salvage(Path damaged, Path target, TapeWriterOptions options) {
        if (!holdsTables(damaged) && !Files.exists(damaged.resolve(CommitLog.NAME))) {
            throw TapeException.unreadable(damaged + " holds nothing of a tape: expected folders named after tables");
        }
        PartialTape partial = PartialTape.create(target, options.overwrite());
        try {
            Manifest manifest = new TapeSalvage(damaged, partial).copy(options);
            partial.publish();
            return manifest;
        } finally {
            partial.discard();
        }
    }

    private Manifest copy(TapeWriterOptions options) {
        Manifest before = readManifest(options.createdBy());
        for (String note : before.notes()) {
            notes.add(note.equals(Commits.UNFINISHED) ? UNFINISHED : note);
        }
        List<TableInfo> tables = new ArrayList<>();
        for (TapeTable table : TapeTable.values()) {
            if (!table.mayBeAbsent() || isThere(table, before)) {
                tables.add(copyTable(table, before, options.durable()));
            }
        }
        Manifest after = before.withTables(tables).withState(TapeState.SALVAGED).withNotes(notes);
        ManifestFile.write(target.folder(), after);
        return after;
    }

    private Manifest readManifest(String createdBy) {
        try {
            Manifest manifest = ManifestFile.read(damaged);
            return manifest.state() == TapeState.RECORDING ? atLastCommit(manifest) : manifest;
        } catch (TapeException cause) {
            if (cause.kind() == TapeException.Kind.OTHER_VERSION) {
                throw cause;
            }
            notes.add("What the recording was made of is not known: " + cause.getMessage());
            return Manifest.recording(createdBy).withState(TapeState.SALVAGED);
        }
    }

    private Manifest atLastCommit(Manifest manifest) {
        try {
            return Commits.applyLast(damaged, manifest);
        } catch (TapeException cause) {
            notes.add("Tables may end at different moments: " + cause.getMessage());
            return manifest.withState(TapeState.SALVAGED); // every table as far as it is whole
        }
    }

    /// Whether a table that a tape may be without is listed, or lies there.
    private boolean isThere(TapeTable table, Manifest before) {
        return !listed(table, before).isEmpty() || Files.isRegularFile(partOf(damaged, table, 0));
    }

    private TableInfo copyTable(TapeTable table, Manifest before, boolean durable) {
        if (before.state() == TapeState.RECORDING) {
            return copyCommitted(table, before, durable);
        }
        List<PartInfo> parts = new ArrayList<>();
        boolean whole = true;
        while (whole) {
            Path part = partOf(damaged, table, parts.size());
            if (!Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
                break;
            }
            IntactPrefix intact = IntactPrefix.of(PartExtent.whole(part), table);
            intact.damage().ifPresent(damage -> notes.add(sentence(table, intact, damage)));
            whole = intact.damage().isEmpty();
            parts.add(copyPart(table, part, intact, parts.size(), durable));
        }
        if (parts.isEmpty()) {
            parts.add(emptyPart(table, 0, durable));
        }
        long rows = parts.stream().mapToLong(PartInfo::rows).sum();
        noteMissingRows(table, before, rows);
        return new TableInfo(table.tableName(), rows, parts);
    }

    /// Of a recording that was not finished: the tables as they were committed together.
    private TableInfo copyCommitted(TapeTable table, Manifest before, boolean durable) {
        List<PartInfo> parts = new ArrayList<>();
        for (PartInfo committed : listed(table, before)) {
            Path part = damaged.resolve(table.tableName()).resolve(committed.file());
            IntactPrefix intact = IntactPrefix.of(new PartExtent(part, committed.sizeBytes()), table);
            parts.add(copyPart(table, part, intact, parts.size(), durable));
            if (intact.damage().isPresent()) {
                notes.add(sentence(table, intact, intact.damage().get()));
                break;
            }
        }
        if (parts.isEmpty()) {
            parts.add(emptyPart(table, 0, durable));
        }
        long rows = parts.stream().mapToLong(PartInfo::rows).sum();
        noteMissingRows(table, before, rows);
        return new TableInfo(table.tableName(), rows, parts);
    }

    private static List<PartInfo> listed(TapeTable table, Manifest manifest) {
        return manifest.tables().stream()
                .filter(info -> info.name().equals(table.tableName()))
                .flatMap(info -> info.parts().stream())
                .toList();
    }

    private PartInfo copyPart(TapeTable table, Path part, IntactPrefix intact, int index, boolean durable) {
        if (intact.sizeBytes() == 0) {
            return emptyPart(table, index, durable);
        }
        PartFile copy = PartFile.create(partOf(target.folder(), table, index));
        copy.copyFrom(part, intact.sizeBytes());
        copy.countBatches(intact.batches(), intact.rows());
        return copy.finish(durable);
    }

    private PartInfo emptyPart(TapeTable table, int index, boolean durable) {
        PartFile empty = PartFile.create(partOf(target.folder(), table, index));
        empty.writeSchema(table);
        return empty.finish(durable);
    }

    private static String sentence(TapeTable table, IntactPrefix intact, String damage) {
        return String.format(
                Locale.ROOT,
                "Table %s ends after %d rows of a part that goes on: %s",
                table.tableName(),
                intact.rows(),
                damage);
    }

    private void noteMissingRows(TapeTable table, Manifest before, long rows) {
        Optional<TableInfo> listed = before.tables().stream()
                .filter(info -> info.name().equals(table.tableName()))
                .findFirst();
        if (listed.isPresent() && listed.get().rows() > rows) {
            notes.add("Table " + table.tableName() + " lacks " + (listed.get().rows() - rows) + " of "
                    + listed.get().rows() + " rows.");
        }
    }

    private static Path partOf(Path tape, TapeTable table, int index) {
        return tape.resolve(table.tableName()).resolve(PartFile.name(index));
    }

    private static boolean holdsTables(Path folder) {
        for (TapeTable table : TapeTable.values()) {
            if (Files.isDirectory(folder.resolve(table.tableName()), LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }
}
