// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.dmatape.format.TapeException;
import org.dmatape.format.manifest.ManifestFile;
import org.jspecify.annotations.Nullable;

/// The hidden folder beside the tape in which it grows: `.NAME.tape.partial-PID`. It gets the tape's name in
/// one step when it is complete, and is gone when it is not.
public final class PartialTape {

    private static final int MAX_ATTEMPTS = 1000;

    private final Path tape;
    private final boolean overwrite;
    private final Path folder;

    private PartialTape(Path tape, boolean overwrite, Path folder) {
        this.tape = tape;
        this.overwrite = overwrite;
        this.folder = folder;
    }

    /// Makes the folder; refuses when the tape could not get its name later.
    public static PartialTape create(Path tape, boolean overwrite) {
        return create(tape, overwrite, false);
    }

    /// Makes the folder, for its owner only if so asked.
    public static PartialTape create(Path tape, boolean overwrite, boolean ownerOnly) {
        Path absolute = tape.toAbsolutePath().normalize();
        checkTarget(absolute, overwrite);
        return new PartialTape(absolute, overwrite, createHidden(absolute, "partial", ownerOnly));
    }

    /// Where the tape grows.
    public Path folder() {
        return folder;
    }

    /// Gives the folder the tape's name. An existing tape is set aside before and deleted after.
    public void publish() {
        checkTarget(tape, overwrite);
        try {
            if (Files.exists(tape, LinkOption.NOFOLLOW_LINKS)) {
                Path aside = createHidden(tape, "replaced", true);
                move(tape, aside);
                moveOrRestore(aside);
                deleteTree(aside);
            } else {
                move(folder, tape);
            }
        } catch (IOException cause) {
            throw TapeException.cannotWrite(tape, cause);
        }
    }

    /// Deletes the folder with everything in it.
    public void discard() {
        try {
            deleteTree(folder);
        } catch (IOException cause) {
            throw TapeException.cannotWrite(folder, cause);
        }
    }

    private void moveOrRestore(Path aside) throws IOException {
        try {
            move(folder, tape);
        } catch (IOException cause) {
            move(aside, tape);
            throw cause;
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

    private static void checkTarget(Path tape, boolean overwrite) {
        if (tape.getFileName() == null) {
            throw TapeException.unwritable(tape + " is not a name for a tape: expected NAME.tape");
        }
        Path parent = parentOf(tape);
        if (!Files.isDirectory(parent)) {
            throw TapeException.unwritable(
                    "cannot write " + tape + ": " + parent + " is not a folder; create it first");
        }
        if (!Files.exists(tape, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!overwrite) {
            throw TapeException.exists(tape + " exists: choose another name, or ask for it to be overwritten");
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

    private static Path createHidden(Path tape, String purpose, boolean ownerOnly) {
        String prefix = "." + tape.getFileName() + "." + purpose + "-"
                + ProcessHandle.current().pid();
        for (int attempt = 0; ; attempt++) {
            Path folder = tape.resolveSibling(attempt == 0 ? prefix : prefix + "-" + attempt);
            try {
                return Files.createDirectory(folder, FileAccess.ofFolders(ownerOnly));
            } catch (FileAlreadyExistsException cause) {
                if (attempt == MAX_ATTEMPTS) {
                    throw TapeException.cannotWrite(folder, cause);
                }
            } catch (IOException cause) {
                throw TapeException.cannotWrite(folder, cause);
            }
        }
    }

    private static Path parentOf(Path absolute) {
        Path parent = absolute.getParent();
        return parent != null ? parent : absolute;
    }

    /// Does not follow links.
    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) throws IOException {
                if (cause != null) {
                    throw cause;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
