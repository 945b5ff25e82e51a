// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Tapes of recordings that were imported on the fly, so that the next command on the same recording need not import
/// again.
///
/// Who reads a tape holds its lock shared, who imports or removes it holds the lock alone: two processes never import
/// the same recording at once, and no tape goes away under its reader. Locks end with their process, however it ends.
final class TapeCache {

    private final CacheFolder folder;
    private final long limitBytes;

    /// @param limitBytes what the tapes may take together
    TapeCache(Path folder, long limitBytes) {
        this(folder, limitBytes, InstantSource.system());
    }

    /// @param clock the machine's, which may step
    TapeCache(Path folder, long limitBytes, InstantSource clock) {
        this.folder = new CacheFolder(folder, clock);
        this.limitBytes = limitBytes;
    }

    /// A tape that stays in the cache until this is closed.
    record Entry(Path tape, FileChannel lock) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            lock.close();
        }
    }

    /// Finds a tape, or has it made.
    ///
    /// @param fingerprint what its content is, fit to be part of a file's name
    /// @param maker makes it under the name it is given, in one step
    Entry get(String fingerprint, Consumer<Path> maker) throws IOException {
        Files.createDirectories(folder.folder());
        while (true) {
            FileChannel lock = folder.openLock(fingerprint);
            lock.lock(0, Long.MAX_VALUE, true);
            if (Files.isDirectory(folder.tape(fingerprint))) {
                folder.markUsed(fingerprint);
                return new Entry(folder.tape(fingerprint), lock);
            }
            lock.close();
            make(fingerprint, maker);
        }
    }

    private void make(String fingerprint, Consumer<Path> maker) throws IOException {
        try (FileChannel lock = folder.openLock(fingerprint)) {
            lock.lock();
            if (!Files.isDirectory(folder.tape(fingerprint))) {
                folder.removeLeftovers(fingerprint);
                folder.shrinkTo(limitBytes);
                maker.accept(folder.tape(fingerprint));
            }
        }
    }
}
