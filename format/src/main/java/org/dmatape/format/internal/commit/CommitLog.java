// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.internal.commit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Set;
import org.dmatape.format.TapeException;
import org.dmatape.format.manifest.TableInfo;

/// Writes the commits of a tape that is being recorded: a line is added once the rows it speaks of are written. The
/// log is begun anew when it has grown, so that recording for days does not make it large.
public final class CommitLog implements AutoCloseable {

    /// Its name in the tape's folder.
    public static final String NAME = "commits.jsonl";

    private static final long LARGEST_BYTES = 4L << 20;

    private Path file;
    private final FileAttribute<?>[] attributes;
    private volatile FileChannel channel;

    private CommitLog(Path file, FileAttribute<?>[] attributes, FileChannel channel) {
        this.file = file;
        this.attributes = attributes;
        this.channel = channel;
    }

    /// Begins the log of a tape.
    ///
    /// @param attributes of the file
    public static CommitLog create(Path tapeFolder, FileAttribute<?>... attributes) {
        Path file = tapeFolder.resolve(NAME);
        try {
            return new CommitLog(file, attributes, open(file, attributes));
        } catch (IOException cause) {
            throw TapeException.cannotWrite(file, cause);
        }
    }

    /// The same log after its tape's folder got another name.
    public CommitLog movedTo(Path tapeFolder) {
        file = tapeFolder.resolve(NAME);
        return this;
    }

    /// Commits the tables as they are on the disk.
    public void add(List<TableInfo> tables) {
        byte[] line = new CommitLine(tables).bytes();
        try {
            if (channel.size() > LARGEST_BYTES) {
                beginAnew(line);
            } else {
                write(channel, line);
            }
        } catch (IOException cause) {
            throw TapeException.cannotWrite(file, cause);
        }
    }

    /// Waits until the commits are on the disk. For any thread.
    public void force() {
        try {
            channel.force(false);
        } catch (ClosedChannelException _) {
            // the tape was finished meanwhile, or the log begun anew
        } catch (IOException cause) {
            throw TapeException.cannotWrite(file, cause);
        }
    }

    /// Ends the log; the file stays.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException cause) {
            throw TapeException.cannotWrite(file, cause);
        }
    }

    /// Ends the log and deletes the file: the tape is finished.
    public void delete() {
        close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException cause) {
            throw TapeException.cannotWrite(file, cause);
        }
    }

    private void beginAnew(byte[] line) throws IOException {
        Path next = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(next);
        FileChannel fresh = open(next, attributes);
        write(fresh, line);
        fresh.force(true); // else a loss of power could leave an empty file in the place of the old one
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        channel.close();
        channel = fresh;
    }

    private static FileChannel open(Path file, FileAttribute<?>[] attributes) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                attributes);
    }

    private static void write(FileChannel channel, byte[] line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
