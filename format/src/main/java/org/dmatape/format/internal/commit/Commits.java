// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.internal.commit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dmatape.format.TapeException;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.schema.TapeTable;

/// Finds the last commit of an unfinished tape that the files in its folder still hold. A cut in the last batch of a
/// table takes the whole commit away: rows of one table without those of the others would look like errors of a
/// driver.
public final class Commits {

    /// What is said of a tape that is read before it was finished.
    public static final String UNFINISHED =
            "The recording is not finished: its recorder is still at work, or died. The tape holds what was committed; what"
                    + " came after that is missing. 'dmatape import --salvage' makes it whole.";

    private static final int MOST_BYTES_READ = 8 << 20;
    private static final Pattern PART_NAME = Pattern.compile("part-\\d{5}\\.arrow");

    private Commits() {}

    /// The manifest of an unfinished tape with the tables of its last commit, and a note that says what it is.
    ///
    /// @throws TapeException when there is no such commit
    public static Manifest applyLast(Path folder, Manifest recording) {
        Optional<List<String>> lines = lines(folder);
        if (lines.isEmpty()) {
            Manifest again = ManifestFile.read(folder); // its writer may have finished it meanwhile
            if (again.state() != TapeState.RECORDING) {
                return again;
            }
            throw TapeException.unreadable(folder
                    + " was not finished by the program that wrote it; 'dmatape import --salvage' makes a tape of what it"
                    + " holds");
        }
        int dropped = 0;
        for (String line : lines.get().reversed()) {
            Optional<CommitLine> commit = CommitLine.parse(line).filter(candidate -> isHeld(folder, candidate));
            if (commit.isPresent()) {
                return recording.withTables(commit.get().tables()).withNotes(notes(recording, dropped));
            }
            dropped++;
        }
        throw TapeException.unreadable(folder
                + " was not finished by the program that wrote it, and its parts are shorter"
                + " than every commit in " + CommitLog.NAME + "; 'dmatape import --salvage' makes a tape of what"
                + " it holds");
    }

    private static List<String> notes(Manifest recording, int dropped) {
        List<String> notes = new ArrayList<>(recording.notes());
        notes.add(UNFINISHED);
        if (dropped > 0) {
            notes.add("The last " + dropped + " commits are cut and were left out.");
        }
        return notes;
    }

    private static boolean isHeld(Path folder, CommitLine commit) {
        for (TapeTable table : TapeTable.values()) {
            Optional<TableInfo> info = commit.tables().stream()
                    .filter(candidate -> candidate.name().equals(table.tableName()))
                    .findFirst();
            boolean held = info.map(there -> there.parts().stream().allMatch(part -> isHeld(folder, table, part)))
                    .orElse(table.mayBeAbsent());
            if (!held) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHeld(Path folder, TapeTable table, PartInfo part) {
        if (!PART_NAME.matcher(part.file()).matches()) {
            return false;
        }
        Path file = folder.resolve(table.tableName()).resolve(part.file());
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) >= part.sizeBytes();
        } catch (IOException cause) {
            throw TapeException.cannotRead(file, cause);
        }
    }

    /// The lines of the log, or its end when it is long; empty when there is no log.
    private static Optional<List<String>> lines(Path folder) {
        Path file = folder.resolve(CommitLog.NAME);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long begin = Math.max(0, channel.size() - MOST_BYTES_READ);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - begin));
            while (bytes.hasRemaining() && channel.read(bytes, begin + bytes.position()) >= 0) {
                // until full or, when the log was just begun anew, at its end
            }
            return Optional.of(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException cause) {
            throw TapeException.cannotRead(file, cause);
        }
    }
}
