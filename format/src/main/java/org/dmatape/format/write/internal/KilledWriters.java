// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeSet;
import org.dmatape.format.TapeException;
import org.dmatape.format.folder.FolderTree;

/// What writers of a tape left beside it that did not live to clean up.
final class KilledWriters {

    static final String PARTIAL = "partial";
    static final String REPLACED = "replaced";
    private static final List<String> PURPOSES = List.of(PARTIAL, REPLACED, "lock");

    private final Path tape;

    private KilledWriters(Path tape) {
        this.tape = tape;
    }

    /// Removes what they left. A tape that had been set aside for one that never came gets its name back.
    ///
    /// @throws TapeException when a writer lives
    static void cleanUp(Path tape, Path parent) {
        KilledWriters killed = new KilledWriters(tape);
        try {
            for (String writer : writers(tape, parent)) {
                if (!WriterLock.isOurs(writer)) {
                    killed.cleanUp(writer);
                }
            }
        } catch (IOException _) {
            // what cannot be removed is in nobody's way: its name is a writer's own
        }
    }

    private static Iterable<String> writers(Path tape, Path parent) throws IOException {
        TreeSet<String> writers = new TreeSet<>();
        List<String> beginnings = PURPOSES.stream()
                .map(purpose -> WriterLock.named(tape, purpose, ""))
                .map(named -> String.valueOf(named.getFileName()))
                .toList();
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(parent)) {
            for (Path file : beside) {
                String name = String.valueOf(file.getFileName());
                beginnings.stream()
                        .filter(name::startsWith)
                        .forEach(beginning -> writers.add(name.substring(beginning.length())));
            }
        }
        return writers;
    }

    private void cleanUp(String writer) throws IOException {
        Path file = WriterLock.fileOf(tape, writer);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw beingMade(writer);
            }
            removeWhatIsLeft(writer);
            Files.deleteIfExists(file);
        } catch (OverlappingFileLockException _) {
            throw beingMade(writer);
        } catch (NoSuchFileException _) {
            removeWhatIsLeft(writer);
        } catch (AccessDeniedException _) {
            // another user's, and for that user to remove
        }
    }

    private void removeWhatIsLeft(String writer) throws IOException {
        Path aside = WriterLock.named(tape, REPLACED, writer);
        if (Files.exists(aside, LinkOption.NOFOLLOW_LINKS) && !Files.exists(tape, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(aside, tape);
        }
        FolderTree.delete(aside);
        FolderTree.delete(WriterLock.named(tape, PARTIAL, writer));
    }

    private TapeException beingMade(String writer) {
        return TapeException.exists(tape + " is being made by another dmatape (process "
                + writer.replaceFirst("-.*", "") + "): wait until it is done, or choose another name");
    }
}
