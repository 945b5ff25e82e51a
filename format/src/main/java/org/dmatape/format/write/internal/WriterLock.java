// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.dmatape.format.TapeException;

/// Shows others that a tape is being made: a locked file beside it, `.NAME.tape.lock-WRITER`. The lock ends with the
/// process, however it ends; the file stays when the process was killed, and tells whose the rest is.
///
/// A writer is `PID-START`, and `PID-START-N` where a process makes several tapes of one name. The process number
/// alone would not do: in containers it often is the same for all.
final class WriterLock implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final int MAX_ATTEMPTS = 1000;
    private static final int RADIX = 36;
    private static final String PROCESS =
            ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime() & Long.MAX_VALUE, RADIX);

    private final String writer;
    private final Path file;
    private final FileChannel channel;

    private WriterLock(String writer, Path file, FileChannel channel) {
        this.writer = writer;
        this.file = file;
        this.channel = channel;
    }

    /// How a writer's part in making a tape is called.
    static Path named(Path tape, String purpose, String writer) {
        return tape.resolveSibling("." + tape.getFileName() + "." + purpose + "-" + writer);
    }

    /// The file a writer of a tape has locked.
    static Path fileOf(Path tape, String writer) {
        return named(tape, LOCK, writer);
    }

    /// Whether that is a writer of this process.
    static boolean isOurs(String writer) {
        return writer.equals(PROCESS) || writer.startsWith(PROCESS + "-");
    }

    /// Makes the file and locks it.
    static WriterLock take(Path tape) {
        for (int attempt = 0; ; attempt++) {
            String writer = attempt == 0 ? PROCESS : PROCESS + "-" + attempt;
            Path file = fileOf(tape, writer);
            try {
                FileChannel channel =
                        FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
                if (isTaken(channel, file)) {
                    return new WriterLock(writer, file, channel);
                }
                channel.close();
            } catch (FileAlreadyExistsException cause) {
                if (attempt == MAX_ATTEMPTS) {
                    throw TapeException.cannotWrite(tape, cause);
                }
            } catch (IOException cause) {
                throw TapeException.cannotWrite(tape, cause);
            }
        }
    }

    /// Between the making of the file and its lock somebody who cleans up may have taken it for a dead writer's.
    private static boolean isTaken(FileChannel channel, Path file) {
        try {
            return channel.tryLock() != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        } catch (OverlappingFileLockException _) {
            return false;
        } catch (IOException _) {
            return true; // a file system without locks: others cannot lock it either, and leave us alone
        }
    }

    /// Which writer this is.
    String writer() {
        return writer;
    }

    /// Deletes the file and ends the lock; the second time does nothing.
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            Files.deleteIfExists(file);
            channel.close();
        }
    }
}
