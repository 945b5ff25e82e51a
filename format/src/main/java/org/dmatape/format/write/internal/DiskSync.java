// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.dmatape.format.TapeException;
import org.jspecify.annotations.Nullable;

/// Brings what was written onto the disk, on a thread of its own: whoever appends does not wait for a slow disk. A
/// process that is killed loses nothing that was written; only a machine that loses its power depends on this.
public final class DiskSync implements AutoCloseable {

    private final Runnable sync;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closed;

    /// Nothing is brought before it is asked for.
    ///
    /// @param sync waits until everything written so far is on the disk
    public DiskSync(Runnable sync) {
        this.sync = sync;
        this.thread = Thread.ofPlatform().daemon().name("tape-sync").unstarted(this::run);
    }

    /// Waits until the name of a file or folder is on the disk, where the file system can tell.
    public static void nameOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // it comes with the file system's next own sync
        }
    }

    /// Asks for it; returns at once.
    ///
    /// @throws TapeException what went wrong before
    public void request() {
        switch (failure.get()) {
            case null -> {}
            case TapeException known -> throw known;
            case OutOfMemoryError shortage -> throw shortage;
            case Throwable unknown ->
                throw new IllegalStateException("bringing the tape onto the disk failed", unknown);
        }
        wanted.set(true);
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            if (wanted.getAndSet(false)) {
                syncOnce();
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void syncOnce() {
        try {
            sync.run();
        } catch (Throwable cause) { // whatever it was, whoever asks next must hear of it
            failure.set(cause);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
