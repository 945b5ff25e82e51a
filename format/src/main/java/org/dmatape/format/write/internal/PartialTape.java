// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.dmatape.format.TapeException;
import org.dmatape.format.folder.FolderTree;
import org.dmatape.format.manifest.ManifestFile;

/// The hidden folder beside the tape in which it grows: `.NAME.tape.partial-WRITER`. It gets the tape's name in one
/// step when it is complete, and is gone when it is not: also when the process is asked to end. What a process leaves
/// that was killed, the next one removes that makes a tape of the same name.
public final class PartialTape {

    /// While the process ends, other threads may still add to the folder.
    private static final int MOST_ATTEMPTS_AT_EXIT = 20;

    private final Path tape;
    private final boolean overwrite;
    private final WriterLock lock;
    private final Path folder;
    private final Thread onExit = new Thread(this::discardAtExit);

    private PartialTape(Path tape, boolean overwrite, WriterLock lock, Path folder) {
        this.tape = tape;
        this.overwrite = overwrite;
        this.lock = lock;
        this.folder = folder;
    }

    /// Makes the folder; refuses when the tape could not get its name later.
    public static PartialTape create(Path tape, boolean overwrite) {
        return create(tape, overwrite, false);
    }

    /// Makes the folder, for its owner only if so asked.
    public static PartialTape create(Path tape, boolean overwrite, boolean ownerOnly) {
        Path absolute = tape.toAbsolutePath().normalize();
        checkParent(absolute);
        KilledWriters.cleanUp(absolute, parentOf(absolute));
        checkTarget(absolute, overwrite);
        WriterLock lock = WriterLock.take(absolute);
        Path folder = WriterLock.named(absolute, KilledWriters.PARTIAL, lock.writer());
        PartialTape partial = new PartialTape(absolute, overwrite, lock, folder);
        try {
            Files.createDirectory(folder, FileAccess.ofFolders(ownerOnly));
        } catch (IOException cause) {
            partial.discard();
            throw TapeException.cannotWrite(absolute, cause);
        }
        Runtime.getRuntime().addShutdownHook(partial.onExit);
        return partial;
    }

    /// Where the tape grows.
    public Path folder() {
        return folder;
    }

    /// Gives the folder the tape's name. An existing tape is set aside before and deleted after.
    public void publish() {
        checkParent(tape);
        checkTarget(tape, overwrite);
        try {
            moveIntoPlace();
            lock.close();
        } catch (IOException cause) {
            throw TapeException.cannotWrite(tape, cause);
        }
    }

    private void moveIntoPlace() throws IOException {
        try {
            if (Files.exists(tape, LinkOption.NOFOLLOW_LINKS)) {
                replace();
            } else {
                move(folder, tape);
            }
        } catch (FileSystemException cause) {
            if (Files.isDirectory(folder) && isTape(tape)) {
                throw TapeException.exists(tape + " was made by another dmatape meanwhile: choose another name");
            }
            throw cause;
        }
    }

    private void replace() throws IOException {
        Path aside = WriterLock.named(tape, KilledWriters.REPLACED, lock.writer());
        move(tape, aside);
        try {
            move(folder, tape);
        } catch (IOException cause) {
            if (!isTape(tape)) {
                move(aside, tape);
            }
            throw cause;
        }
        FolderTree.delete(aside);
    }

    /// Deletes the folder with everything in it.
    public void discard() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException _) {
            return; // the process is ending, and the hook does the work
        }
        try {
            FolderTree.delete(folder);
            lock.close();
        } catch (IOException cause) {
            throw TapeException.cannotWrite(folder, cause);
        }
    }

    private void discardAtExit() {
        for (int attempt = 0; attempt < MOST_ATTEMPTS_AT_EXIT; attempt++) {
            try {
                FolderTree.delete(folder);
                lock.close();
                return;
            } catch (IOException _) {
                Thread.onSpinWait();
            }
        }
    }

    /// Replaces an empty folder of the target's name, if there is one.
    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void checkParent(Path tape) {
        if (tape.getFileName() == null) {
            throw TapeException.unwritable(tape + " is not a name for a tape: expected NAME.tape");
        }
        Path parent = parentOf(tape);
        if (!Files.isDirectory(parent)) {
            throw TapeException.unwritable(
                    "cannot write " + tape + ": " + parent + " is not a folder; create it first");
        }
    }

    private static void checkTarget(Path tape, boolean overwrite) {
        if (!Files.exists(tape, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!overwrite) {
            throw TapeException.exists(tape + " exists: choose another name, or overwrite it (--overwrite)");
        }
        if (!Files.isDirectory(tape, LinkOption.NOFOLLOW_LINKS) || !(isEmpty(tape) || isTape(tape))) {
            throw TapeException.exists(
                    tape + " exists and is not a tape, so it is not overwritten: choose another name");
        }
    }

    private static boolean isTape(Path folder) {
        return Files.isRegularFile(folder.resolve(ManifestFile.NAME), LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException cause) {
            throw TapeException.cannotRead(folder, cause);
        }
    }

    private static Path parentOf(Path absolute) {
        Path parent = absolute.getParent();
        return parent != null ? parent : absolute;
    }
}
