// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;

/// The right to write a store. The operating system's lock on a file decides, and ends with its process however
/// that ends. The file names the owner, so that people can be told who it is, and so that an owner on another
/// machine is not run over where locks do not reach across machines.
///
/// The file is never removed: who waits for the lock on a file that is gone would share the store with who made a
/// new one.
public final class StoreLock implements AutoCloseable {

    private static final Set<String> SHARED_BETWEEN_MACHINES = Set.of(
            "nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "lustre", "glusterfs", "gfs2", "ocfs2", "afs", "virtiofs");

    private static final int MAX_OWNER_BYTES = 4096;

    private final FileChannel channel;
    private final Optional<StoreOwner> died;

    private StoreLock(FileChannel channel, Optional<StoreOwner> died) {
        this.channel = channel;
        this.died = died;
    }

    /// Takes the lock, from a dead owner if need be.
    ///
    /// @throws AnalysisException when somebody else has it
    public static StoreLock take(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (!isLocked(channel)) {
                throw refused(file, owner(file));
            }
            Optional<StoreOwner> before = owner(file);
            if (before.filter(owner -> mayBeAlive(file, owner)).isPresent()) {
                throw refused(file, before);
            }
            write(channel, StoreOwner.thisProcess().text());
            return new StoreLock(channel, before);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Who had the lock before and died with it.
    public Optional<StoreOwner> died() {
        return died;
    }

    /// Who holds a lock now, as far as its file tells.
    static Optional<StoreOwner> owner(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_OWNER_BYTES) {
            return Optional.empty();
        }
        return StoreOwner.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        try (channel) {
            write(channel, "");
        } catch (IOException e) {
            throw new AnalysisException(Kind.RESOURCES, "the store's lock cannot be given back: " + e.getMessage(), e);
        }
    }

    /// The system has given the lock away. That leaves an owner on a machine whose locks this one does not see.
    private static boolean mayBeAlive(Path file, StoreOwner owner) {
        return owner.isOfThisHost()
                ? owner.isAliveHere() && !owner.equals(StoreOwner.thisProcess())
                : isSharedBetweenMachines(file);
    }

    private static boolean isSharedBetweenMachines(Path file) {
        try {
            String type = Files.getFileStore(file).type().toLowerCase(Locale.ROOT);
            return type.startsWith("fuse") || SHARED_BETWEEN_MACHINES.contains(type);
        } catch (IOException unknown) {
            return true;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static AnalysisException refused(Path file, Optional<StoreOwner> owner) {
        String who = owner.map(StoreOwner::toString).orElse("another process");
        String hint = owner.filter(other -> !other.isOfThisHost()).isPresent()
                ? ". If that process is gone for good, delete " + file
                : "; try again when it is done";
        return new AnalysisException(Kind.RESOURCES, "the store is being written by " + who + hint);
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.position(0);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }
}
