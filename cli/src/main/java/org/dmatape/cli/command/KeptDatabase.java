// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.cli.output.Unwritable;
import org.dmatape.format.folder.FolderTree;

/// A DuckDB file that gets its name when the tape is in it. Until then it lies in a hidden folder beside, under the
/// name it will have, because DuckDB calls the database after its file. A file that it replaces stays until then.
///
/// A locked file in the folder shows others that somebody lives there. The lock ends with its process, however it ends,
/// and who makes a database of the same name next removes the folder.
final class KeptDatabase implements AutoCloseable {

    private static final String LOCK_SUFFIX = ".lock";

    private final Path file;
    private final Path folder;
    private final FileChannel lock;

    private KeptDatabase(Path file, Path folder, FileChannel lock) {
        this.file = file;
        this.folder = folder;
        this.lock = lock;
        // the last that is registered goes first
        folder.toFile().deleteOnExit();
        lockIn(folder, file).toFile().deleteOnExit();
        unfinished().toFile().deleteOnExit();
        Path.of(unfinished() + ".wal").toFile().deleteOnExit();
    }

    /// Makes the hidden folder, and removes those of processes that were killed.
    ///
    /// @throws FileSystemException names the file and what is the matter
    static KeptDatabase of(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.resolveSibling("");
        String prefix = "." + absolute.getFileName() + ".partial-";
        try {
            removeLeftovers(absolute, parent, prefix);
            while (true) {
                Path folder = Files.createTempDirectory(parent, prefix);
                Optional<FileChannel> lock = lock(lockIn(folder, absolute));
                if (lock.isPresent()) {
                    return new KeptDatabase(absolute, folder, lock.get());
                }
            }
        } catch (IOException cause) {
            throw Unwritable.of(file, cause);
        }
    }

    private static Path lockIn(Path folder, Path file) {
        return folder.resolve(file.getFileName() + LOCK_SUFFIX);
    }

    /// Empty when somebody took the folder for one that was left, and removes it.
    private static Optional<FileChannel> lock(Path lockFile) throws IOException {
        try {
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (tryLock(channel)) {
                return Optional.of(channel);
            }
            channel.close();
            return Optional.empty();
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static void removeLeftovers(Path file, Path parent, String prefix) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(
                parent, path -> String.valueOf(path.getFileName()).startsWith(prefix))) {
            beside.forEach(folders::add);
        }
        for (Path folder : folders) {
            try (FileChannel channel = FileChannel.open(lockIn(folder, file), StandardOpenOption.WRITE)) {
                if (tryLock(channel)) {
                    FolderTree.delete(folder);
                }
            } catch (NoSuchFileException withoutLock) {
                deleteIfEmpty(folder);
            } catch (AccessDeniedException another) {
                // another user's, and for that user to remove
            }
        }
    }

    private static void deleteIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException occupied) {
            // by a dmatape that makes no locks, or under another name
        }
    }

    /// Where the file is until it is whole.
    Path unfinished() {
        return folder.resolve(file.getFileName());
    }

    /// Gives the file its name. It may be open, as long as all that counts is in it.
    void keep() throws IOException {
        Files.move(unfinished(), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            FolderTree.delete(folder);
        }
    }
}
