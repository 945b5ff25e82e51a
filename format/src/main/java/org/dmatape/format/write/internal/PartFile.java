// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Locale;
import java.util.Set;
import org.dmatape.format.TapeException;
import org.dmatape.format.internal.ipc.Crc32c;
import org.dmatape.format.internal.ipc.IpcFraming;
import org.dmatape.format.internal.ipc.SchemaMessage;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.schema.TapeTable;

/// One part that is being written, with its running checksum.
public final class PartFile {

    /// Numbers of parts have five digits. A tape that forgets old ones begins anew.
    static final int MOST_PARTS = 100_000;

    private static final int COPY_BYTES = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final Crc32c crc = new Crc32c();
    private long sizeBytes;
    private long rows;
    private int batches;

    private PartFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Name of a part in its table's folder.
    public static String name(int index) {
        return String.format(Locale.ROOT, "part-%05d.arrow", index);
    }

    /// Makes the file, and its folder if need be.
    public static PartFile create(Path path, FileAttribute<?>... attributes) {
        Path folder = path.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return new PartFile(
                    path,
                    FileChannel.open(
                            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes));
        } catch (IOException cause) {
            throw TapeException.cannotWrite(path, cause);
        }
    }

    /// Begins a part of a table.
    public void writeSchema(TapeTable table) {
        write(SchemaMessage.of(table));
    }

    /// Counts what was written.
    public void countBatches(int count, long batchRows) {
        batches += count;
        rows += batchRows;
    }

    void write(ByteBuffer bytes) {
        crc.update(bytes);
        sizeBytes += bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException cause) {
            throw TapeException.cannotWrite(path, cause);
        }
    }

    /// Copies the front of another file.
    public void copyFrom(Path source, long bytes) {
        ByteBuffer step = ByteBuffer.allocate(COPY_BYTES);
        try (FileChannel from = FileChannel.open(source, StandardOpenOption.READ)) {
            long left = bytes;
            while (left > 0 && from.read(step.clear().limit((int) Math.min(COPY_BYTES, left))) >= 0) {
                left -= step.flip().remaining();
                write(step);
            }
        } catch (IOException cause) {
            throw TapeException.cannotRead(source, cause);
        }
    }

    /// Ends the stream and closes the file.
    public PartInfo finish(boolean durable) {
        write(IpcFraming.endOfStream());
        try {
            if (durable) {
                channel.force(true);
            }
            channel.close();
        } catch (IOException cause) {
            throw TapeException.cannotWrite(path, cause);
        }
        return new PartInfo(String.valueOf(path.getFileName()), rows, batches, sizeBytes, crc.hex());
    }

    /// Waits until what was written is on the disk. For any thread.
    void force() {
        try {
            channel.force(false);
        } catch (ClosedChannelException _) {
            // it was finished meanwhile, which waits for the disk itself
        } catch (IOException cause) {
            throw TapeException.cannotWrite(path, cause);
        }
    }

    /// What is in it so far.
    PartInfo written() {
        return new PartInfo(String.valueOf(path.getFileName()), rows, batches, sizeBytes, crc.hex());
    }

    /// Closes the file as it is.
    void abandon() {
        try {
            channel.close();
        } catch (IOException cause) {
            throw TapeException.cannotWrite(path, cause);
        }
    }
}
