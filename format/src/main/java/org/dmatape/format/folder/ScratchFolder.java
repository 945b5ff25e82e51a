// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;

/// A temporary folder that only its owner can enter. It goes away when it is closed, at the latest when the process
/// ends; if that was killed, when the next one makes such a folder beside it.
///
/// A locked file in the folder shows others that somebody lives there. The lock ends with its process, however it ends.
public final class ScratchFolder implements AutoCloseable {

    private static final String PREFIX = "dmatape-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "\\d+-\\d+");
    private static final String LOCK = ".dmatape.lock";

    private final Path path;
    private final FileChannel lock;
    private final Thread onExit = new Thread(this::delete);

    private ScratchFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /// Makes one where the system has temporary files.
    public static ScratchFolder create() throws IOException {
        return create(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /// Makes one in a folder, and removes what killed processes of this user left there.
    public static ScratchFolder create(Path parent) throws IOException {
        String prefix = PREFIX + ProcessHandle.current().pid() + "-";
        while (true) {
            Path folder = Files.createTempDirectory(
                    parent, prefix, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Optional<FileChannel> lock = lockNew(folder);
            if (lock.isPresent()) {
                removeLeftovers(parent, prefix, folder);
                return new ScratchFolder(folder, lock.get());
            }
        }
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    /// Empty when somebody took the folder for one that was left, and removes it.
    private static Optional<FileChannel> lockNew(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (isOwn(channel) && Files.exists(file)) {
                return Optional.of(channel);
            }
            channel.close();
            return Optional.empty();
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        } catch (IOException unfit) {
            Files.deleteIfExists(folder); // nothing is in it: its lock could not be made
            throw unfit;
        }
    }

    /// Where files cannot be locked, nobody takes the folder for one that was left.
    private static boolean isOwn(FileChannel channel) {
        try {
            return isLocked(channel);
        } catch (IOException withoutLocks) {
            return true;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        FileLock taken = channel.tryLock();
        return taken != null;
    }

    /// Folders of this process are left alone without a look: closing a file unlocks it for the whole process. What
    /// cannot be looked at is left alone, too.
    private static void removeLeftovers(Path parent, String ownPrefix, Path own) {
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : beside) {
                String name = String.valueOf(folder.getFileName());
                if (NAME.matcher(name).matches() && !name.startsWith(ownPrefix)) {
                    removeIfLeft(folder, own);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // the next one may have more luck
        }
    }

    private static void removeIfLeft(Path folder, Path own) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
                return;
            }
            try (FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                if (isLocked(channel)) {
                    FolderTree.delete(folder);
                }
            }
        } catch (IOException _) {
            // without a lock it may be anybody's, or is just being made
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
        try (lock) {
            FolderTree.delete(path);
        } catch (IOException e) {
            System.getLogger(ScratchFolder.class.getName())
                    .log(System.Logger.Level.DEBUG, "temporary folder " + path + " could not be removed", e);
        }
    }
}
