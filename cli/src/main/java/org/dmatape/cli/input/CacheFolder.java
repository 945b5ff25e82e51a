// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dmatape.format.folder.FolderTree;

/// The files of the tape cache: for each fingerprint a tape, and a lock whose time is that of the tape's last use. Of
/// two uses the later one has the later time, also where the machine's clock was set back in between.
///
/// @param folder where they lie
/// @param clock the machine's
record CacheFolder(Path folder, InstantSource clock) {

    private static final String TAPE_SUFFIX = ".tape";
    private static final String LOCK_SUFFIX = ".lock";

    /// A tape of the cache as its housekeeping sees it.
    private record Kept(String fingerprint, FileTime lastUse, long sizeBytes) {}

    Path tape(String fingerprint) {
        return folder.resolve(fingerprint + TAPE_SUFFIX);
    }

    FileChannel openLock(String fingerprint) throws IOException {
        return FileChannel.open(
                lockFile(fingerprint), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    void markUsed(String fingerprint) throws IOException {
        Instant now = clock.instant();
        Instant next = latestUse().plusMillis(1);
        Files.setLastModifiedTime(lockFile(fingerprint), FileTime.from(next.isAfter(now) ? next : now));
    }

    private Instant latestUse() throws IOException {
        Instant latest = Instant.EPOCH;
        for (String fingerprint : fingerprints()) {
            Instant use = lastUse(fingerprint).toInstant();
            latest = use.isAfter(latest) ? use : latest;
        }
        return latest;
    }

    /// Removes what an import left that was killed. The caller holds the lock alone.
    void removeLeftovers(String fingerprint) throws IOException {
        try (DirectoryStream<Path> leftovers =
                Files.newDirectoryStream(folder, "." + fingerprint + TAPE_SUFFIX + ".*")) {
            for (Path leftover : leftovers) {
                FolderTree.delete(leftover);
            }
        }
    }

    /// Removes the tapes that were not used for longest until the rest fits. Tapes somebody reads stay.
    void shrinkTo(long limitBytes) throws IOException {
        List<Kept> tapes = kept();
        long totalBytes = tapes.stream().mapToLong(Kept::sizeBytes).sum();
        for (Kept tape : tapes) {
            if (totalBytes <= limitBytes) {
                return;
            }
            if (remove(tape.fingerprint())) {
                totalBytes -= tape.sizeBytes();
            }
        }
    }

    private List<Kept> kept() throws IOException {
        List<Kept> kept = new ArrayList<>();
        for (String fingerprint : fingerprints()) {
            kept.add(new Kept(fingerprint, lastUse(fingerprint), FolderTree.sizeBytes(tape(fingerprint))));
        }
        kept.sort(Comparator.comparing(Kept::lastUse));
        return kept;
    }

    private List<String> fingerprints() throws IOException {
        List<String> fingerprints = new ArrayList<>();
        try (DirectoryStream<Path> tapes = Files.newDirectoryStream(folder, "*" + TAPE_SUFFIX)) {
            for (Path tape : tapes) {
                String name = tape.getFileName().toString();
                fingerprints.add(name.substring(0, name.length() - TAPE_SUFFIX.length()));
            }
        }
        return fingerprints;
    }

    private FileTime lastUse(String fingerprint) throws IOException {
        Path lock = lockFile(fingerprint);
        return Files.exists(lock) ? Files.getLastModifiedTime(lock) : FileTime.fromMillis(0);
    }

    /// The lock's file stays: were it removed, another process could lock a new file of its name while one still holds
    /// the old one.
    private boolean remove(String fingerprint) throws IOException {
        try (FileChannel channel = openLock(fingerprint);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return false;
            }
            FolderTree.delete(tape(fingerprint));
            return true;
        } catch (OverlappingFileLockException thisProcessReadsIt) {
            return false;
        }
    }

    private Path lockFile(String fingerprint) {
        return folder.resolve(fingerprint + LOCK_SUFFIX);
    }
}
