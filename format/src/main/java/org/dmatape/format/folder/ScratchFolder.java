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
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// A temporary folder that only its owner can enter. It goes away when it is closed, at the latest when the process
/// ends; if that was killed, when the next one makes such a folder beside it.
///
/// A locked file in the folder shows others that somebody lives there. The lock ends with its process, however it ends.
/// Other machines may share the parent and not its locks, so the name says which boot of which machine made the folder:
///
/// ```
/// dmatape - first group of the kernel's boot_id - PID - start of the process, ms - random number
/// ```
public final class ScratchFolder implements AutoCloseable {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
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
        Optional<String> boot = boot();
        String prefix = "dmatape-" + boot.orElse("0") + "-";
        String ownPrefix = prefix + process() + "-";
        while (true) {
            Path folder = Files.createTempDirectory(
                    parent,
                    ownPrefix,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Optional<FileChannel> lock = lockNew(folder);
            if (lock.isPresent()) {
                if (boot.isPresent()) {
                    removeLeftovers(parent, prefix, ownPrefix, folder);
                }
                return new ScratchFolder(folder, lock.get());
            }
        }
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    /// Empty where the kernel does not tell.
    private static Optional<String> boot() {
        try {
            String id = Files.readString(BOOT_ID).strip();
            return Optional.of(id.replaceAll("-.*", "")).filter(group -> group.matches("[0-9a-f]+"));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    /// A PID alone is that of an earlier process too, in containers often.
    private static String process() {
        ProcessHandle own = ProcessHandle.current();
        return own.pid() + "-" + own.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }

    /// Empty when somebody took the folder for one that was left, and removes it.
    private static Optional<FileChannel> lockNew(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        } catch (IOException unfit) {
            removeEmpty(folder, unfit);
            throw unfit;
        }
        if (isOwn(channel) && Files.exists(file)) {
            return Optional.of(channel);
        }
        channel.close();
        return Optional.empty();
    }

    private static void removeEmpty(Path folder, IOException reason) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException alsoUnfit) {
            reason.addSuppressed(alsoUnfit);
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
    private static void removeLeftovers(Path parent, String prefix, String ownPrefix, Path own) {
        Pattern ofThisBoot = Pattern.compile(prefix + "\\d+-\\d+-\\d+");
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : beside) {
                String name = String.valueOf(folder.getFileName());
                if (ofThisBoot.matcher(name).matches() && !name.startsWith(ownPrefix)) {
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
                    remove(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // without a lock it may be anybody's, or is just being made
        }
    }

    /// The file with the lock goes last: without it nobody would remove what a kill left of the rest.
    private static void remove(Path folder) throws IOException {
        Path lockFile = folder.resolve(LOCK);
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder, file -> !file.equals(lockFile))) {
            for (Path file : inside) {
                FolderTree.delete(file);
            }
        }
        Files.deleteIfExists(lockFile);
        Files.deleteIfExists(folder);
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
            remove(path);
        } catch (IOException | DirectoryIteratorException e) {
            System.getLogger(ScratchFolder.class.getName())
                    .log(System.Logger.Level.DEBUG, "temporary folder " + path + " could not be removed", e);
        }
    }
}
